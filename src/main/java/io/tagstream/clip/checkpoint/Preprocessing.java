package io.tagstream.clip.checkpoint;

import java.util.List;

/**
 * How a picture becomes the vision transformer's input: antialiased resize, centre crop, scale, normalise.
 *
 * @param resize what is resized to {@code size}
 * @param size pixels after resizing: of the shorter side, or of both
 * @param crop pixels on each side of the square that is cut out of the middle
 * @param rounding where an odd number of pixels is cut off
 * @param scale what an 8-bit value is multiplied by
 * @param mean per channel, red first, of scaled values
 * @param std per channel, red first, of scaled values
 */
public record Preprocessing(
        Resize resize,
        int size,
        Interpolation interpolation,
        int crop,
        CropRounding rounding,
        double scale,
        List<Double> mean,
        List<Double> std) {

    /** What becomes of a picture's shape. */
    public enum Resize {
        /** It is kept: the shorter side gets the size. */
        SHORTEST_EDGE,
        /** It is squashed into a square. */
        SQUARE
    }

    /** With antialiasing in both cases, as Pillow does. */
    public enum Interpolation {
        BILINEAR,
        BICUBIC
    }

    /** Which side loses the odd pixel. */
    public enum CropRounding {
        /** The far one: {@code (size − crop) // 2}, as transformers. */
        DOWN,
        /** The one that makes the offset even: {@code round((size − crop) / 2)}, as torchvision and so open_clip. */
        HALF_EVEN
    }

    public Preprocessing {
        if (size < 1 || crop < 1 || crop > size) {
            throw new IllegalArgumentException("a crop of %d out of %d pixels".formatted(crop, size));
        }
        if (std.stream().anyMatch(value -> !(value > 0))) {
            throw new IllegalArgumentException("a standard deviation of %s".formatted(std));
        }
        mean = List.copyOf(mean);
        std = List.copyOf(std);
    }
}
