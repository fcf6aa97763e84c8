package io.tagstream.decode;

/** How much smaller a picture is decoded than it is stored: 1, 2, 4 or 8 times. */
final class Reduction {

    static final int MOST = 8;

    private Reduction() {}

    /** The largest that leaves the shorter side at least so many pixels; 1 if none does. */
    static int leaving(int shorterSide, int width, int height) {
        int reduction = MOST;
        while (reduction > 1 && Math.min(width, height) / reduction < shorterSide) {
            reduction /= 2;
        }
        return reduction;
    }
}
