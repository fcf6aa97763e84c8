package io.tagstream.learning;

import java.awt.Color;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Backgrounds of drawn scenes: flat colours, and structure of a size that is tied to the scene and not to its pixels. */
final class SceneGround {

    /** Cells of structure along the short side. */
    private static final int LATTICE = 48;

    private final int width;
    private final int height;
    private final SplittableRandom random;
    private final float[] canvas;

    /** @param canvas height × width × 3, values 0 to 1, red first */
    SceneGround(int width, int height, SplittableRandom random, float[] canvas) {
        this.width = width;
        this.height = height;
        this.random = random;
        this.canvas = canvas;
    }

    void paint(String background) {
        switch (background) {
            case "white" -> fill(grey(0.93, 1));
            case "black" -> fill(grey(0, 0.06));
            case "grass" -> grass();
            case "sand" -> sand();
            case "sky" -> sky();
            case "night" -> night();
            default -> throw new IllegalArgumentException(background);
        }
    }

    private void grass() {
        fill(hsv(98, 12, 0.62, 0.46));
        float[] blades = structure(1.3, 0.5);
        for (int i = 0; i < canvas.length; i++) {
            canvas[i] *= 1 + 0.32f * blades[i / 3];
        }
    }

    private void sand() {
        fill(hsv(38, 5, 0.34, 0.84));
        float[] grains = structure(1.3, 1.3);
        float[] dunes = structure(0.08, 0.2);
        for (int i = 0; i < canvas.length; i++) {
            canvas[i] *= 1 + 0.11f * (grains[i / 3] + 0.5f * dunes[i / 3]);
        }
    }

    private void sky() {
        fill(hsv(203, 5, 0.48, 0.93));
        float[] clouds = structure(0.1, 0.16);
        for (int i = 0; i < canvas.length; i++) {
            float cloud = Math.clamp(clouds[i / 3] - 0.15f, 0, 1);
            float blue = canvas[i] * (1 - 0.12f * y(i));
            canvas[i] = blue + cloud * 0.75f * (1 - blue);
        }
    }

    private void night() {
        fill(hsv(232, 6, 0.72, 0.22));
        float[] lights = structure(0.9, 0.9);
        for (int i = 0; i < canvas.length; i++) {
            float light = Math.clamp(lights[i / 3] - 1, 0, 1);
            float navy = canvas[i] * (1 + 0.5f * y(i));
            canvas[i] = navy + light * 0.9f * (1 - navy);
        }
    }

    /** In units of the short side, 0 in the middle. */
    private float y(int i) {
        int row = i / 3 / width;
        return (row + 0.5f - height / 2f) / Math.min(width, height);
    }

    private void fill(float[] colour) {
        for (int i = 0; i < canvas.length; i++) {
            canvas[i] = colour[i % 3];
        }
    }

    private float[] grey(double least, double greatest) {
        float value = (float) random.nextDouble(least, greatest);
        return new float[] {value, value, value};
    }

    private float[] hsv(double hue, double spread, double saturation, double value) {
        double turned = (hue + random.nextDouble(-spread, spread)) / 360;
        return rgb(turned, saturation * random.nextDouble(0.9, 1.1), value * random.nextDouble(0.9, 1.1));
    }

    static float[] rgb(double hue, double saturation, double value) {
        float[] unit = new Color(Color.HSBtoRGB((float) hue, (float) saturation, 1)).getRGBColorComponents(null);
        for (int c = 0; c < unit.length; c++) {
            unit[c] *= (float) value;
        }
        return unit;
    }

    /** Smooth noise of about unit deviation, one value a pixel; {@code across} and {@code down} are its cells relative to the lattice. */
    private float[] structure(double across, double down) {
        double cells = LATTICE / (double) Math.min(width, height);
        int columns = (int) Math.max(2, Math.round(width * cells * across));
        int rows = (int) Math.max(2, Math.round(height * cells * down));
        float[] lattice = new float[rows * columns];
        for (int i = 0; i < lattice.length; i++) {
            lattice[i] = (float) random.nextGaussian();
        }
        return resized(transposed(resized(lattice, columns, width), rows, width), rows, height, width);
    }

    /** Rows of one length to rows of another. */
    private static float[] resized(float[] rows, int from, int to) {
        int count = rows.length / from;
        float[] result = new float[count * to];
        for (int x = 0; x < to; x++) {
            double centre = (x + 0.5) * from / to - 0.5;
            int first = Math.max(0, (int) Math.ceil(centre - 2));
            int last = Math.min(from - 1, (int) Math.floor(centre + 2));
            double[] weights = weights(first, last, centre);
            for (int row = 0; row < count; row++) {
                double value = 0;
                for (int i = first; i <= last; i++) {
                    value += weights[i - first] * rows[row * from + i];
                }
                result[row * to + x] = (float) value;
            }
        }
        return result;
    }

    private static double[] weights(int first, int last, double centre) {
        double[] weights = IntStream.rangeClosed(first, last)
                .mapToDouble(i -> cubic(i - centre))
                .toArray();
        double sum = Arrays.stream(weights).sum();
        return Arrays.stream(weights).map(weight -> weight / sum).toArray();
    }

    /** Columns that lie as rows, resized and laid upright again. */
    private static float[] resized(float[] columns, int from, int to, int count) {
        return transposed(resized(columns, from, to), count, to);
    }

    private static float[] transposed(float[] matrix, int rows, int columns) {
        float[] result = new float[matrix.length];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                result[column * rows + row] = matrix[row * columns + column];
            }
        }
        return result;
    }

    /** Keys' kernel with a = -0.5, as Pillow's. */
    private static double cubic(double x) {
        double t = Math.abs(x);
        if (t < 1) {
            return (1.5 * t - 2.5) * t * t + 1;
        }
        return t < 2 ? ((-0.5 * t + 2.5) * t - 4) * t + 2 : 0;
    }
}
