package io.tagstream.clip.checkpoint;

import io.tagstream.clip.checkpoint.Preprocessing.CropRounding;
import io.tagstream.clip.checkpoint.Preprocessing.Interpolation;
import io.tagstream.clip.checkpoint.Preprocessing.Resize;
import java.nio.file.Path;
import java.util.List;

/**
 * transformers' {@code preprocessor_config.json}, or {@code processor_config.json}, which has the same as {@code
 * image_processor}. Fields left out take the defaults of the processor that the file names.
 */
final class ImageProcessorConfig {

    static final List<Double> CLIP_MEAN = List.of(0.48145466, 0.4578275, 0.40821073);
    static final List<Double> CLIP_STD = List.of(0.26862954, 0.26130258, 0.27577711);
    private static final List<Double> HALVES = List.of(0.5, 0.5, 0.5);

    private ImageProcessorConfig() {}

    /**
     * Reads and checks the file.
     *
     * @param family decides on the processor where the file names none
     * @throws CheckpointException where the file asks for something that cannot be done
     */
    static Preprocessing read(Path file, Family family) {
        JsonFields all = JsonFields.of(file);
        JsonFields fields = all.names().contains("image_processor") ? all.object("image_processor") : all;
        return switch (processor(fields, family)) {
            case CLIP -> clip(fields);
            case SIGLIP -> siglip(fields);
        };
    }

    private static Family processor(JsonFields fields, Family family) {
        String field =
                fields.names().contains("image_processor_type") ? "image_processor_type" : "feature_extractor_type";
        String name = fields.text(field, "");
        return switch (name) {
            case "" -> family;
            case "CLIPImageProcessor", "CLIPImageProcessorFast", "CLIPImageProcessorPil", "CLIPFeatureExtractor" ->
                Family.CLIP;
            case "SiglipImageProcessor", "SiglipImageProcessorFast", "SiglipImageProcessorPil" -> Family.SIGLIP;
            default -> throw fields.error(field, "is '%s', which is not supported".formatted(name));
        };
    }

    private static Preprocessing clip(JsonFields fields) {
        for (String step : List.of("do_resize", "do_center_crop")) {
            if (!fields.flag(step, true)) {
                throw fields.error(step, "is false, but pictures come in any size");
            }
        }
        boolean square = fields.hasObject("size", "height");
        return checked(
                fields,
                square ? Resize.SQUARE : Resize.SHORTEST_EDGE,
                square ? fields.size("size", 224, "height", "width") : fields.size("size", 224, "shortest_edge"),
                fields.size("crop_size", 224, "height", "width"),
                CLIP_MEAN,
                CLIP_STD);
    }

    private static Preprocessing siglip(JsonFields fields) {
        if (!fields.flag("do_resize", true)) {
            throw fields.error("do_resize", "is false, but pictures come in any size");
        }
        int size = fields.size("size", 224, "height", "width");
        boolean crops = fields.flag("do_center_crop", false);
        return checked(
                fields,
                Resize.SQUARE,
                size,
                crops ? fields.size("crop_size", size, "height", "width") : size,
                HALVES,
                HALVES);
    }

    private static Preprocessing checked(
            JsonFields fields, Resize resize, int size, int crop, List<Double> mean, List<Double> std) {
        if (crop > size) {
            throw fields.error("crop_size", "is %d, more than the resized %d pixels".formatted(crop, size));
        }
        boolean normalize = fields.flag("do_normalize", true);
        return new Preprocessing(
                resize,
                size,
                resample(fields),
                crop,
                CropRounding.DOWN,
                fields.flag("do_rescale", true) ? fields.positive("rescale_factor", 1 / 255.0) : 1,
                normalize ? fields.threeNumbers("image_mean", mean) : List.of(0.0, 0.0, 0.0),
                normalize ? fields.threePositive("image_std", std) : List.of(1.0, 1.0, 1.0));
    }

    /** Pillow's numbers. */
    private static Interpolation resample(JsonFields fields) {
        int resample = fields.whole("resample", 3);
        return switch (resample) {
            case 2 -> Interpolation.BILINEAR;
            case 3 -> Interpolation.BICUBIC;
            default ->
                throw fields.error(
                        "resample", "is %d, but only 2 (bilinear) and 3 (bicubic) are supported".formatted(resample));
        };
    }
}
