package io.tagstream.decode;

import static io.tagstream.failure.FailureCode.IMAGE_CORRUPT;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR_RGB;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_COLOR_2;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_COLOR_4;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_COLOR_8;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;

import io.tagstream.clip.vision.RgbImage;
import io.tagstream.failure.Failure;
import java.nio.ByteBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * OpenCV's codecs: libjpeg-turbo and libpng, so that pixels equal Pillow's. One difference: of 16-bit grey, Pillow's
 * {@code convert("RGB")} clips nearly all to white, while here the high byte stays, as in 16-bit colour.
 *
 * <p>Native memory is given back before a method returns or throws. Safe for many threads.
 */
final class Codec {

    static {
        // JavaCPP refuses to allocate once the process is four times as large as the heap, and the model alone is.
        System.getProperties().putIfAbsent("org.bytedeco.javacpp.maxPhysicalBytes", "0");
        System.getProperties().putIfAbsent("org.bytedeco.javacpp.maxBytes", "0");
        opencv_core.setNumThreads(1); // the pool that calls us is the parallelism
    }

    /** At full size, with the orientation left to {@link Upright}: applied by one of the two, never both. */
    private static final int COLOUR = IMREAD_COLOR | IMREAD_COLOR_RGB | IMREAD_IGNORE_ORIENTATION;

    private Codec() {}

    /** Loads the native libraries, which takes about a second, now instead of with the first photo. */
    static void load() {
        try (Mat noPicture = new Mat(1, 1, CV_8UC1)) {
            imdecode(noPicture, COLOUR).close();
        }
    }

    /**
     * Decodes to upright RGB.
     *
     * @param reduction 1, 2, 4 or 8: what both sides are divided by, rounded up, while decoding
     * @throws Failure IMAGE_CORRUPT
     */
    static RgbImage decode(PictureFile file, int reduction) {
        try (PointerScope _ = new PointerScope()) {
            Mat stored = stored(file, reduction);
            Mat upright = Upright.of(stored, file.orientation());
            byte[] pixels = new byte[Math.toIntExact(upright.total() * upright.elemSize())];
            upright.data().get(pixels);
            return new RgbImage(upright.cols(), upright.rows(), pixels);
        }
    }

    private static Mat stored(PictureFile file, int reduction) {
        Mat input = input(file);
        Mat stored;
        try {
            stored = imdecode(input, COLOUR | flag(reduction));
        } catch (RuntimeException e) { // what JavaCPP makes of a C++ exception
            throw new Failure(IMAGE_CORRUPT, "the %s is damaged: its codec failed".formatted(file.format()), e);
        }
        requireDecoded(stored, file, reduction);
        return stored;
    }

    private static Mat input(PictureFile file) {
        BytePointer pointer = new BytePointer(file.length());
        ByteBuffer buffer = pointer.asByteBuffer();
        file.writeTo(buffer);
        return new Mat(1, buffer.position(), CV_8UC1, pointer);
    }

    private static int flag(int reduction) {
        return switch (reduction) {
            case 1 -> 0;
            case 2 -> IMREAD_REDUCED_COLOR_2;
            case 4 -> IMREAD_REDUCED_COLOR_4;
            case 8 -> IMREAD_REDUCED_COLOR_8;
            default -> throw new IllegalArgumentException("no reduction by " + reduction);
        };
    }

    /** OpenCV says that it failed with an empty picture; a size other than the header's would be two readings of one file. */
    private static void requireDecoded(Mat decoded, PictureFile file, int reduction) {
        if (decoded.empty()) {
            throw damaged(file, "its pixels cannot be decoded");
        }
        if (decoded.type() != CV_8UC3
                || decoded.cols() != Math.ceilDiv(file.width(), reduction)
                || decoded.rows() != Math.ceilDiv(file.height(), reduction)) {
            throw damaged(file, "its pixels are not those of its header");
        }
    }

    private static Failure damaged(PictureFile file, String how) {
        return new Failure(IMAGE_CORRUPT, "the %s is damaged: %s".formatted(file.format(), how));
    }
}
