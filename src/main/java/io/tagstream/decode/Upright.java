package io.tagstream.decode;

import static org.bytedeco.opencv.global.opencv_core.ROTATE_180;
import static org.bytedeco.opencv.global.opencv_core.ROTATE_90_CLOCKWISE;
import static org.bytedeco.opencv.global.opencv_core.ROTATE_90_COUNTERCLOCKWISE;
import static org.bytedeco.opencv.global.opencv_core.flip;
import static org.bytedeco.opencv.global.opencv_core.rotate;
import static org.bytedeco.opencv.global.opencv_core.transpose;

import org.bytedeco.opencv.opencv_core.Mat;

/** Turns stored pixels upright, the eight ways of EXIF. */
final class Upright {

    private static final int LEFT_TO_RIGHT = 1;
    private static final int TOP_TO_BOTTOM = 0;

    private Upright() {}

    /** The same picture for orientation 1, else a turned copy. */
    static Mat of(Mat stored, int orientation) {
        Mat upright = new Mat();
        switch (orientation) {
            case 1 -> {
                return stored;
            }
            case 2 -> flip(stored, upright, LEFT_TO_RIGHT);
            case 3 -> rotate(stored, upright, ROTATE_180);
            case 4 -> flip(stored, upright, TOP_TO_BOTTOM);
            case 5 -> transpose(stored, upright);
            case 6 -> rotate(stored, upright, ROTATE_90_CLOCKWISE);
            case 7 -> {
                transpose(stored, upright);
                rotate(upright, upright, ROTATE_180);
            }
            case 8 -> rotate(stored, upright, ROTATE_90_COUNTERCLOCKWISE);
            default -> throw new IllegalArgumentException("no orientation " + orientation);
        }
        return upright;
    }

    /** Whether width and height change places. */
    static boolean swapsSides(int orientation) {
        return orientation >= 5;
    }
}
