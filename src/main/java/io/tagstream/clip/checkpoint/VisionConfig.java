package io.tagstream.clip.checkpoint;

/**
 * The vision transformer (Dosovitskiy et al. 2021, as CLIP uses it).
 *
 * @param imageSize pixels on each side of its square input
 * @param patchSize pixels on each side of a patch
 */
public record VisionConfig(TowerConfig tower, int imageSize, int patchSize) {

    static VisionConfig of(JsonFields fields) {
        VisionConfig vision = new VisionConfig(
                TowerConfig.of(fields, 12, 768, 12, 3072),
                fields.positive("image_size", 224),
                fields.positive("patch_size", 32));
        if (fields.positive("num_channels", 3) != 3) {
            throw fields.error("num_channels", "must be 3");
        }
        if (vision.patchSize > vision.imageSize) {
            throw fields.error(
                    "patch_size", "is %d, larger than the image of %d".formatted(vision.patchSize, vision.imageSize));
        }
        return vision;
    }

    /** Patches of a picture, and one position for the class token. */
    public int positions() {
        int side = imageSize / patchSize;
        return Math.addExact(Math.multiplyExact(side, side), 1);
    }
}
