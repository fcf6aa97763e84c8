package io.tagstream.clip.checkpoint;

/**
 * How large a model is, by its configuration.
 *
 * @param visionParameters numbers in the vision transformer, its projection included
 * @param textParameters numbers in the text transformer, its projection included
 * @param imageOperations floating-point operations to embed a picture, a multiplication and an addition being two;
 *     matrix products only, as is usual
 * @param textOperations the same for a text of full length
 */
public record ModelSize(long visionParameters, long textParameters, long imageOperations, long textOperations) {

    /** Computes it. */
    public static ModelSize of(ClipConfig config) {
        long patches = config.vision().patches();
        long text = config.text().contextLength();
        TowerConfig visionTower = config.vision().tower();
        TowerConfig textTower = config.text().tower();
        return switch (config.family()) {
            case CLIP -> {
                long projections = product(config.projection(), visionTower.hidden());
                yield new ModelSize(
                        patchMap(config.vision())
                                + (patches + 2) * visionTower.hidden()
                                + 2L * visionTower.hidden()
                                + tower(visionTower)
                                + projections,
                        embeddings(config.text()) + tower(textTower) + product(config.projection(), textTower.hidden()),
                        2 * patches * patchMap(config.vision())
                                + operations(visionTower, patches + 1)
                                + 2 * projections,
                        operations(textTower, text) + 2 * product(config.projection(), textTower.hidden()));
            }
            case SIGLIP ->
                new ModelSize(
                        patchMap(config.vision())
                                + (patches + 1) * visionTower.hidden()
                                + tower(visionTower)
                                + poolingHead(visionTower),
                        embeddings(config.text())
                                + tower(textTower)
                                + product(config.projection(), textTower.hidden())
                                + config.projection(),
                        2 * patches * patchMap(config.vision())
                                + operations(visionTower, patches)
                                + poolingOperations(visionTower, patches),
                        operations(textTower, text) + 2 * product(config.projection(), textTower.hidden()));
        };
    }

    /** All numbers, but for the scale and the bias of logits. */
    public long parameters() {
        return visionParameters + textParameters;
    }

    private static long patchMap(VisionConfig vision) {
        return product(vision.tower().hidden(), 3 * vision.patchSize() * vision.patchSize());
    }

    private static long embeddings(TextConfig text) {
        return product(text.vocabulary() + text.contextLength(), text.tower().hidden());
    }

    /** All layers and the final norm. */
    private static long tower(TowerConfig tower) {
        long hidden = tower.hidden();
        long attention = 4 * (hidden * hidden + hidden);
        return tower.layers() * (attention + mlp(tower) + 4 * hidden) + 2 * hidden;
    }

    private static long mlp(TowerConfig tower) {
        return 2 * product(tower.hidden(), tower.intermediate()) + tower.intermediate() + tower.hidden();
    }

    private static long poolingHead(TowerConfig tower) {
        long hidden = tower.hidden();
        return hidden + 4 * (hidden * hidden + hidden) + 2 * hidden + mlp(tower);
    }

    private static long operations(TowerConfig tower, long tokens) {
        long hidden = tower.hidden();
        long maps = 4 * hidden * hidden + 2 * product(tower.hidden(), tower.intermediate());
        return tower.layers() * (2 * tokens * maps + 4 * tokens * tokens * hidden);
    }

    /** One query, but keys and values of all patches. */
    private static long poolingOperations(TowerConfig tower, long tokens) {
        long hidden = tower.hidden();
        return 4 * tokens * hidden * hidden
                + 4 * tokens * hidden
                + 4 * hidden * hidden
                + 4 * product(tower.hidden(), tower.intermediate());
    }

    private static long product(int a, int b) {
        return Math.multiplyFull(a, b);
    }
}
