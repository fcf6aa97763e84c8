package io.tagstream.clip.checkpoint;

import io.tagstream.clip.checkpoint.Preprocessing.CropRounding;
import io.tagstream.clip.checkpoint.Preprocessing.Interpolation;
import io.tagstream.clip.checkpoint.Preprocessing.Resize;

/** open_clip's {@code preprocess_cfg}. Fields left out take the defaults of its PreprocessCfg. */
final class OpenClipPreprocessing {

    private OpenClipPreprocessing() {}

    /** For a model whose pictures are of this size. */
    static Preprocessing of(JsonFields fields, int imageSize) {
        String mode = fields.text("mode", "RGB");
        if (!mode.equals("RGB")) {
            throw fields.error("mode", "is '%s', but only RGB is supported".formatted(mode));
        }
        return new Preprocessing(
                openClipResize(fields),
                imageSize,
                openClipInterpolation(fields),
                imageSize,
                CropRounding.HALF_EVEN,
                1 / 255.0,
                fields.threeNumbers("mean", ImageProcessorConfig.CLIP_MEAN),
                fields.threePositive("std", ImageProcessorConfig.CLIP_STD));
    }

    private static Resize openClipResize(JsonFields fields) {
        String mode = fields.text("resize_mode", "shortest");
        return switch (mode) {
            case "shortest" -> Resize.SHORTEST_EDGE;
            case "squash" -> Resize.SQUARE;
            default ->
                throw fields.error(
                        "resize_mode", "is '%s', but only shortest and squash are supported".formatted(mode));
        };
    }

    private static Interpolation openClipInterpolation(JsonFields fields) {
        String name = fields.text("interpolation", "bicubic");
        return switch (name) {
            case "bicubic" -> Interpolation.BICUBIC;
            case "bilinear" -> Interpolation.BILINEAR;
            default ->
                throw fields.error(
                        "interpolation", "is '%s', but only bicubic and bilinear are supported".formatted(name));
        };
    }
}
