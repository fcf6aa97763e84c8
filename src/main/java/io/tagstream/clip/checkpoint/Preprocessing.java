package io.tagstream.clip.checkpoint;

import java.nio.file.Path;
import java.util.List;

/**
 * How a picture becomes the vision transformer's input, from {@code preprocessor_config.json}: bicubic resize of the
 * shortest edge, centre crop, scale, normalise. Fields left out take the defaults of transformers' CLIPImageProcessor.
 *
 * @param shortestEdge pixels of a picture's shorter side after resizing
 * @param crop pixels on each side of the square that is cut out of the middle
 * @param scale what an 8-bit value is multiplied by
 * @param mean per channel, red first, of scaled values
 * @param std per channel, red first, of scaled values
 */
public record Preprocessing(int shortestEdge, int crop, double scale, List<Double> mean, List<Double> std) {

    private static final int BICUBIC = 3;
    private static final List<Double> CLIP_MEAN = List.of(0.48145466, 0.4578275, 0.40821073);
    private static final List<Double> CLIP_STD = List.of(0.26862954, 0.26130258, 0.27577711);

    /**
     * Reads and checks the file.
     *
     * @throws CheckpointException where the file asks for something else than the steps above
     */
    public static Preprocessing read(Path file) {
        JsonFields fields = JsonFields.of(file);
        for (String step : List.of("do_resize", "do_center_crop")) {
            if (!fields.flag(step, true)) {
                throw fields.error(step, "is false, but pictures come in any size");
            }
        }
        int resample = fields.whole("resample", BICUBIC);
        if (resample != BICUBIC) {
            throw fields.error("resample", "is %d, but only 3 (bicubic) is supported".formatted(resample));
        }
        boolean normalize = fields.flag("do_normalize", true);
        Preprocessing steps = new Preprocessing(
                fields.size("size", 224, "shortest_edge"),
                fields.size("crop_size", 224, "height", "width"),
                fields.flag("do_rescale", true) ? fields.positive("rescale_factor", 1 / 255.0) : 1,
                normalize ? fields.threeNumbers("image_mean", CLIP_MEAN) : List.of(0.0, 0.0, 0.0),
                normalize ? fields.threeNumbers("image_std", CLIP_STD) : List.of(1.0, 1.0, 1.0));
        if (steps.crop > steps.shortestEdge) {
            throw fields.error(
                    "crop_size", "is %d, more than the resized %d pixels".formatted(steps.crop, steps.shortestEdge));
        }
        if (!steps.std.stream().allMatch(value -> value > 0)) {
            throw fields.error("image_std", "is %s, but must be positive".formatted(steps.std));
        }
        return steps;
    }
}
