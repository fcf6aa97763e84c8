package io.tagstream.learning;

import io.tagstream.clip.vision.RgbImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/** Draws one scene. Coordinates are in units of the picture's short side, with the origin in the middle. */
final class SceneDrawing {

    private static final Map<String, Integer> HUES =
            Map.of("red", 0, "orange", 29, "yellow", 55, "green", 125, "blue", 222, "purple", 275, "pink", 328);
    private static final double[][] RADII = {{0.22, 0.34}, {0.185, 0.235}, {0.17, 0.21}, {0.16, 0.19}};
    private static final Set<String> DARK_BACKGROUNDS = Set.of("black", "night", "grass");
    private static final Set<String> BRIGHT_COLOURS = Set.of("yellow", "orange", "pink");

    private record Place(double x, double y, double radius) {}

    private final DrawnScene scene;
    private final int width;
    private final int height;
    private final int side;
    private final SplittableRandom random;
    private final float[] canvas;
    private float[] ink = {};
    private float[] secondInk = {};

    private SceneDrawing(DrawnScene scene, int width, int height) {
        this.scene = scene;
        this.width = width;
        this.height = height;
        this.side = Math.min(width, height);
        this.random = new SplittableRandom(scene.seed());
        this.canvas = new float[height * width * 3];
    }

    static RgbImage draw(DrawnScene scene, int width, int height) {
        SceneDrawing drawing = new SceneDrawing(scene, width, height);
        new SceneGround(width, height, drawing.random, drawing.canvas).paint(scene.background());
        drawing.chooseInks();
        drawing.drawShapes();
        drawing.expose();
        return new RgbImage(width, height, drawing.blurred());
    }

    /** The shape's colour and the second one of its pattern, which contrasts with the background too. */
    private void chooseInks() {
        double hue = (HUES.get(scene.colour()) + random.nextDouble(-6, 6)) / 360;
        boolean pink = scene.colour().equals("pink");
        double saturation = pink ? random.nextDouble(0.38, 0.55) : random.nextDouble(0.82, 1);
        double value = pink ? random.nextDouble(0.94, 1) : random.nextDouble(0.82, 1);
        boolean deep = scene.colour().equals("green") || scene.colour().equals("purple");
        ink = SceneGround.rgb(hue, saturation, deep ? value * 0.85 : value);
        secondInk = ink.clone();
        for (int c = 0; c < ink.length; c++) {
            secondInk[c] = second(ink[c]);
        }
    }

    private float second(float first) {
        if (!DARK_BACKGROUNDS.contains(scene.background())) {
            return first * 0.25f;
        }
        return BRIGHT_COLOURS.contains(scene.colour()) ? first * 0.45f : first + 0.88f * (1 - first);
    }

    private void drawShapes() {
        double tilt = random.nextDouble(-0.45, 0.45);
        ScenePattern pattern = ScenePattern.of(scene.texture());
        double patternTilt = pattern.tilt(random);
        double patternSize = random.nextDouble(0.9, 1.15);
        for (Place place : places(DrawnScene.COUNTS.indexOf(scene.count()) + 1)) {
            float shade = (float) random.nextDouble(0.92, 1.06);
            drawShape(place, tilt + random.nextDouble(-0.12, 0.12), pattern, patternTilt, patternSize, shade);
        }
    }

    /** Shapes neither touch each other nor leave the square in the middle. */
    private List<Place> places(int count) {
        double[] range = RADII[count - 1];
        double radius = random.nextDouble(range[0], range[1]);
        List<Place> places = new ArrayList<>();
        for (int attempt = 1; places.size() < count; attempt++) {
            double own = radius * random.nextDouble(0.92, 1.05);
            double reach = 0.485 - own;
            Place place = new Place(random.nextDouble(-reach, reach), random.nextDouble(-reach, reach), own);
            if (places.stream().allMatch(other -> apart(place, other))) {
                places.add(place);
            }
            if (attempt % 30 == 0 && places.size() < count) { // an unlucky start can leave no room: begin again
                places.clear();
            }
        }
        return places;
    }

    private static boolean apart(Place one, Place other) {
        return Math.hypot(one.x - other.x, one.y - other.y) > 1.06 * (one.radius + other.radius);
    }

    private void drawShape(
            Place place, double tilt, ScenePattern pattern, double patternTilt, double patternSize, float shade) {
        SceneShape shape = SceneShape.of(scene.shape());
        double pixel = 1 / (side * place.radius);
        double cos = Math.cos(tilt);
        double sin = Math.sin(tilt);
        double patternCos = Math.cos(patternTilt);
        double patternSin = Math.sin(patternTilt);
        for (int i = 0; i < width * height; i++) {
            double x = (x(i) - place.x) / place.radius;
            double y = (y(i) - place.y) / place.radius;
            if (Math.abs(x) > 1.2 || Math.abs(y) > 1.2) {
                continue;
            }
            double u = cos * x + sin * y;
            double v = cos * y - sin * x;
            float cover = (float) Math.clamp(0.5 - shape.distance(u, v) / pixel, 0, 1);
            double patternU = patternCos * u + patternSin * v;
            double patternV = patternCos * v - patternSin * u;
            float share = (float) pattern.share(patternU, patternV, pixel, patternSize);
            for (int c = 0; c < 3; c++) {
                float fill = shade * (ink[c] + share * (secondInk[c] - ink[c]));
                canvas[3 * i + c] += cover * (fill - canvas[3 * i + c]);
            }
        }
    }

    /** Light from one side, warmth and noise: what a camera adds to a drawing. */
    private void expose() {
        double angle = random.nextDouble(0, 2 * Math.PI);
        double slope = random.nextDouble(0, 0.22);
        double level = random.nextDouble(0.82, 1.05);
        double warmth = random.nextDouble(-0.04, 0.04);
        double noise = random.nextDouble(0, 0.03);
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        for (int i = 0; i < canvas.length; i++) {
            double light = level * (1 + slope * (cos * x(i / 3) + sin * y(i / 3)));
            canvas[i] = (float) (canvas[i] * light * (1 + warmth * (1 - i % 3)) + noise * random.nextGaussian());
        }
    }

    private double x(int pixel) {
        int column = pixel % width;
        return (column + 0.5 - width / 2.0) / side;
    }

    private double y(int pixel) {
        int row = pixel / width;
        return (row + 0.5 - height / 2.0) / side;
    }

    /** Rounded to bytes, and a little out of focus. */
    private byte[] blurred() {
        double sigma = random.nextDouble(0, 0.006) * side;
        float[] bytes = new float[canvas.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (float) Math.floor(255 * Math.clamp(canvas[i], 0, 1) + 0.5);
        }
        float[] soft = sigma > 0.2 ? blurred(blurred(bytes, sigma, 3), sigma, 3 * width) : bytes;
        byte[] pixels = new byte[soft.length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) Math.round(soft[i]);
        }
        return pixels;
    }

    /** A Gaussian of three values along one axis, which is enough of it for so little. */
    private static float[] blurred(float[] values, double sigma, int step) {
        float side = (float) Math.exp(-1 / (2 * sigma * sigma));
        float[] result = values.clone();
        for (int i = step; i < values.length - step; i++) {
            result[i] = (values[i] + side * (values[i - step] + values[i + step])) / (1 + 2 * side);
        }
        return result;
    }
}
