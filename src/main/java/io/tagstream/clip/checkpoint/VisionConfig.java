package io.tagstream.clip.checkpoint;

/**
 * The vision transformer (Dosovitskiy et al. 2021).
 *
 * @param imageSize pixels on each side of its square input
 * @param patchSize pixels on each side of a patch
 */
public record VisionConfig(TowerConfig tower, int imageSize, int patchSize) {

    static VisionConfig of(JsonFields fields, TowerConfig towerDefaults, int patchDefault) {
        VisionConfig vision = new VisionConfig(
                TowerConfig.of(fields, towerDefaults),
                fields.side("image_size", 224),
                fields.side("patch_size", patchDefault));
        if (fields.positive("num_channels", 3) != 3) {
            throw fields.error("num_channels", "must be 3");
        }
        return vision.checked(fields);
    }

    VisionConfig checked(JsonFields fields) {
        if (patchSize > imageSize) {
            throw fields.error("patch_size", "is %d, larger than the image of %d".formatted(patchSize, imageSize));
        }
        return this;
    }

    /** Patches of a picture. */
    public int patches() {
        int side = imageSize / patchSize;
        return Math.multiplyExact(side, side);
    }
}
