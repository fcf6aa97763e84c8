package io.tagstream.decode;

import io.tagstream.clip.vision.RgbImage;
import java.util.Arrays;

/**
 * A picture as a small mosaic, 384 bytes: the mean brightness of 16 × 16 cells, and two colour differences of 8 × 8. Where two pictures
 * have nearly the same {@link PerceptualHash}, which sees neither colours nor what is small, it tells whether they are the same.
 */
public final class PictureCells {

    public static final int BYTES = 384;

    private static final int LUMA_SIDE = 16;
    private static final int COLOUR_SIDE = 8;
    private static final int LUMA = LUMA_SIDE * LUMA_SIDE;
    private static final int COLOUR = COLOUR_SIDE * COLOUR_SIDE;

    /** Pixels that are looked at on one side of a cell: all of them up to pictures of 1,023. */
    private static final int SAMPLES = 32;

    /** Beyond this, a picture was not made brighter but into another one. */
    private static final double MOST_GAIN = 2;

    private final byte[] values;

    private PictureCells(byte[] values) {
        this.values = values;
    }

    /** As {@link #bytes} gave them. */
    public static PictureCells ofBytes(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("%d bytes, not %d".formatted(bytes.length, BYTES));
        }
        return new PictureCells(bytes.clone());
    }

    /**
     * Looks at a picture.
     *
     * @param image upright and whole
     */
    public static PictureCells of(RgbImage image) {
        double[][] cells = new double[LUMA][];
        byte[] values = new byte[BYTES];
        for (int i = 0; i < LUMA; i++) {
            cells[i] = mean(image, i / LUMA_SIDE, i % LUMA_SIDE);
            values[i] = level(0.299 * cells[i][0] + 0.587 * cells[i][1] + 0.114 * cells[i][2]);
        }
        for (int i = 0; i < COLOUR; i++) {
            int first = 2 * (i / COLOUR_SIDE) * LUMA_SIDE + 2 * (i % COLOUR_SIDE);
            double[] rgb = new double[3];
            for (int channel = 0; channel < 3; channel++) {
                rgb[channel] = (cells[first][channel]
                                + cells[first + 1][channel]
                                + cells[first + LUMA_SIDE][channel]
                                + cells[first + LUMA_SIDE + 1][channel])
                        / 4;
            }
            values[LUMA + i] = level(128 - 0.168736 * rgb[0] - 0.331264 * rgb[1] + 0.5 * rgb[2]);
            values[LUMA + COLOUR + i] = level(128 + 0.5 * rgb[0] - 0.418688 * rgb[1] - 0.081312 * rgb[2]);
        }
        return new PictureCells(values);
    }

    public byte[] bytes() {
        return values.clone();
    }

    /**
     * How much the cell differs that differs most, once one picture has been made as bright and as rich in contrast as the other.
     *
     * @return 0 to 255; the same from both sides
     */
    public double difference(PictureCells other) {
        return Math.max(from(other), other.from(this));
    }

    private double from(PictureCells other) {
        double gain = Math.clamp(gain(other), 1 / MOST_GAIN, MOST_GAIN);
        double shift = mean() - gain * other.mean();
        double most = 0;
        for (int i = 0; i < BYTES; i++) {
            double expected = i < LUMA ? gain * other.at(i) + shift : 128 + gain * (other.at(i) - 128);
            most = Math.max(most, Math.abs(at(i) - Math.clamp(expected, 0, 255)));
        }
        return most;
    }

    /** By least squares; one for a picture of one colour. */
    private double gain(PictureCells other) {
        double here = mean();
        double there = other.mean();
        double both = 0;
        double square = 0;
        for (int i = 0; i < LUMA; i++) {
            both += (at(i) - here) * (other.at(i) - there);
            square += (other.at(i) - there) * (other.at(i) - there);
        }
        return square < 1 ? 1 : both / square;
    }

    private double mean() {
        double sum = 0;
        for (int i = 0; i < LUMA; i++) {
            sum += at(i);
        }
        return sum / LUMA;
    }

    private int at(int i) {
        return values[i] & 0xFF;
    }

    private static byte level(double value) {
        return (byte) Math.clamp(Math.round(value), 0, 255);
    }

    /** Red, green and blue of a cell. Pixels on its edge count by the part that is in it, or a thumbnail would have other cells. */
    private static double[] mean(RgbImage image, int row, int column) {
        double top = (double) row * image.height() / LUMA_SIDE;
        double bottom = (double) (row + 1) * image.height() / LUMA_SIDE;
        double left = (double) column * image.width() / LUMA_SIDE;
        double right = (double) (column + 1) * image.width() / LUMA_SIDE;
        int down = Math.max(1, (int) ((bottom - top) / SAMPLES));
        int across = Math.max(1, (int) ((right - left) / SAMPLES));
        double[] sums = new double[3];
        double area = 0;
        for (int y = (int) top; y < bottom; y += down) {
            double height = Math.min(y + 1, bottom) - Math.max(y, top);
            for (int x = (int) left; x < right; x += across) {
                double part = height * (Math.min(x + 1, right) - Math.max(x, left));
                int at = 3 * (y * image.width() + x);
                for (int channel = 0; channel < 3; channel++) {
                    sums[channel] += part * (image.pixels()[at + channel] & 0xFF);
                }
                area += part;
            }
        }
        return new double[] {sums[0] / area, sums[1] / area, sums[2] / area};
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PictureCells cells && Arrays.equals(values, cells.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }
}
