package io.tagstream.learning;

import io.tagstream.clip.ArchiveImporter;
import io.tagstream.clip.ClipDevice;
import io.tagstream.clip.ClipModel;
import io.tagstream.clip.ClipOptions;
import io.tagstream.clip.Embedding;
import io.tagstream.clip.archive.Precision;
import io.tagstream.taxonomy.LabelMatrix;
import io.tagstream.taxonomy.Taxonomy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Drawn scenes as the demo model sees them, and taxonomies compiled with it. */
final class DrawnCatalog implements AutoCloseable {

    static final String MODEL = "demo";

    private static final Path SNAPSHOT = Path.of("src/demo-model/snapshot");
    private static final int[][] SIZES = {{100, 92}, {88, 104}, {96, 96}};
    private static final int BATCH = 64;

    private final ClipModel model = ClipModel.load(
            new ArchiveImporter(Path.of("target/learning-models")).importSnapshot(SNAPSHOT, Precision.FLOAT32),
            new ClipOptions(MODEL, ClipDevice.CPU, 1));

    /** What is in them, and their embeddings. */
    record Scenes(List<DrawnScene> truth, Photos photos) {

        int count() {
            return truth.size();
        }

        Embedding embedding(int scene) {
            return new Embedding(photos.embedding(scene));
        }

        boolean shows(int scene, String tag) {
            return truth.get(scene).tags().contains(tag);
        }
    }

    Scenes draw(int scenes, long seed) {
        return embed(DrawnScene.evenly(scenes, seed));
    }

    Scenes embed(List<DrawnScene> scenes) {
        List<byte[]> crops = IntStream.range(0, scenes.size())
                .parallel()
                .mapToObj(i -> {
                    int[] size = SIZES[i % SIZES.length];
                    return model.preprocess(SceneDrawing.draw(scenes.get(i), size[0], size[1]));
                })
                .toList();
        List<Embedding> embeddings = new ArrayList<>();
        for (int first = 0; first < crops.size(); first += BATCH) {
            embeddings.addAll(model.embedImages(crops.subList(first, Math.min(first + BATCH, crops.size()))));
        }
        int dimensions = model.dimensions();
        float[] all = new float[scenes.size() * dimensions];
        for (int i = 0; i < scenes.size(); i++) {
            System.arraycopy(embeddings.get(i).values(), 0, all, i * dimensions, dimensions);
        }
        return new Scenes(scenes, new Photos(all, scenes.size(), dimensions));
    }

    LabelMatrix compile(Taxonomy taxonomy) {
        return LabelMatrix.compile(taxonomy, MODEL, model::embedTexts);
    }

    double logitScale() {
        return model.head().scale();
    }

    @Override
    public void close() {
        model.close();
    }
}
