package io.tagstream.decode;

import static io.tagstream.failure.FailureCode.IMAGE_CORRUPT;
import static org.bytedeco.opencv.global.opencv_core.BORDER_CONSTANT;
import static org.bytedeco.opencv.global.opencv_core.CV_16UC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.copyMakeBorder;
import static org.bytedeco.opencv.global.opencv_core.merge;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_ANYDEPTH;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR_RGB;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_GRAYSCALE;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_COLOR_2;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_COLOR_4;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_COLOR_8;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;

import io.tagstream.clip.vision.RgbImage;
import io.tagstream.failure.Failure;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.bytedeco.opencv.opencv_core.Scalar;

/**
 * OpenCV's codecs: libjpeg-turbo, libpng and libwebp, so that pixels equal Pillow's; for JPEGs the system's {@link TurboJpeg} where
 * it is installed. Where OpenCV's conversion differs from Pillow's
 * {@code convert("RGB")}, as it does for grey of 16 bits, which is clipped to 255, the codec's own pixels are taken and converted here.
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

    private static final int DEEP_GREY = IMREAD_GRAYSCALE | IMREAD_ANYDEPTH | IMREAD_IGNORE_ORIENTATION;

    /** Components of a JPEG. */
    private static final int GREY = 1;

    private static final int COLOURED = 3;

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
    static RgbImage decode(CodecFile file, int reduction) {
        return bySystem(file, reduction)
                .map(stored -> upright(stored, file.orientation()))
                .orElseGet(() -> byOpenCv(file, reduction));
    }

    /** What the system's library gives up on is left to OpenCV, which finds the words for it. */
    private static Optional<RgbImage> bySystem(CodecFile file, int reduction) {
        return file instanceof JpegFile jpeg && (jpeg.components() == GREY || jpeg.components() == COLOURED)
                ? TurboJpeg.installed().flatMap(library -> library.decode(jpeg, reduction))
                : Optional.empty();
    }

    static RgbImage byOpenCv(CodecFile file, int reduction) {
        try (PointerScope _ = new PointerScope()) {
            Mat stored = stored(file, reduction);
            return image(Upright.of(stored, file.orientation()));
        }
    }

    /** Turns what was not decoded here upright. */
    static RgbImage upright(RgbImage stored, int orientation) {
        if (orientation == ExifOrientation.UPRIGHT) {
            return stored;
        }
        try (PointerScope _ = new PointerScope()) {
            BytePointer pixels = new BytePointer(stored.pixels());
            return image(Upright.of(new Mat(stored.height(), stored.width(), CV_8UC3, pixels), orientation));
        }
    }

    private static RgbImage image(Mat mat) {
        byte[] pixels = new byte[Math.toIntExact(mat.total() * mat.elemSize())];
        mat.data().get(pixels);
        return new RgbImage(mat.cols(), mat.rows(), pixels);
    }

    private static Mat stored(CodecFile file, int reduction) {
        Mat input = input(file);
        Mat stored;
        try {
            stored = imdecode(input, file.isDeepGrey() ? DEEP_GREY : COLOUR | flag(reduction));
        } catch (RuntimeException e) { // what JavaCPP makes of a C++ exception
            throw new Failure(IMAGE_CORRUPT, "the %s is damaged: its codec failed".formatted(file.format()), e);
        }
        requireDecoded(stored, file, reduction);
        if (file.isDeepGrey()) {
            return clipped(stored);
        }
        return file instanceof WebpFile webp && webp.isPartOfCanvas() ? onCanvas(stored, webp) : stored;
    }

    /** As Pillow does: what is above 255 becomes white. */
    private static Mat clipped(Mat deepGrey) {
        Mat grey = new Mat();
        deepGrey.convertTo(grey, CV_8UC1);
        Mat rgb = new Mat();
        merge(new MatVector(grey, grey, grey), rgb);
        return rgb;
    }

    private static Mat onCanvas(Mat frame, WebpFile file) {
        Mat canvas = new Mat();
        int right = file.width() - file.left() - frame.cols();
        int bottom = file.height() - file.top() - frame.rows();
        copyMakeBorder(frame, canvas, file.top(), bottom, file.left(), right, BORDER_CONSTANT, Scalar.BLACK);
        return canvas;
    }

    private static Mat input(CodecFile file) {
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
    private static void requireDecoded(Mat decoded, CodecFile file, int reduction) {
        if (decoded.empty()) {
            throw damaged(file, "its pixels cannot be decoded");
        }
        int width = file instanceof WebpFile webp ? webp.frameWidth() : file.width();
        int height = file instanceof WebpFile webp ? webp.frameHeight() : file.height();
        if (decoded.type() != (file.isDeepGrey() ? CV_16UC1 : CV_8UC3)
                || decoded.cols() != Math.ceilDiv(width, reduction)
                || decoded.rows() != Math.ceilDiv(height, reduction)) {
            throw damaged(file, "its pixels are not those of its header");
        }
    }

    private static Failure damaged(PictureFile file, String how) {
        return new Failure(IMAGE_CORRUPT, "the %s is damaged: %s".formatted(file.format(), how));
    }
}
