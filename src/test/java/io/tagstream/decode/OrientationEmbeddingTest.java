package io.tagstream.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.clip.ArchiveImporter;
import io.tagstream.clip.ClipDevice;
import io.tagstream.clip.ClipModel;
import io.tagstream.clip.ClipOptions;
import io.tagstream.clip.Embedding;
import io.tagstream.clip.archive.Precision;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However a camera was held, the model sees the same scene. */
class OrientationEmbeddingTest {

    private static final int FIRST = 1;
    private static final int LAST = 8;

    @TempDir
    private Path cache;

    @Test
    void theEightOrientationsOfASceneAreTheSameToTheModel() throws IOException {
        ArchiveImporter importer = new ArchiveImporter(cache);
        Path snapshot = Path.of("src/demo-model/snapshot");
        try (ClipModel model = ClipModel.load(
                importer.importSnapshot(snapshot, Precision.FLOAT32), new ClipOptions("demo", ClipDevice.CPU, 1))) {
            Decoder decoder = new Decoder(DecodeLimits.DEFAULTS, model.imageSize());
            for (String scene : List.of("Landscape", "Portrait")) {
                List<byte[]> pixels = new ArrayList<>();
                for (int orientation = FIRST; orientation <= LAST; orientation++) {
                    byte[] file = SharedData.read("formats/exif-orientation/%s_%d.jpg".formatted(scene, orientation));
                    pixels.add(model.preprocess(decoder.decode(file).image()));
                }
                assertAlike(scene, model.embedImages(pixels));
            }
        }
    }

    private static void assertAlike(String scene, List<Embedding> embeddings) {
        for (int i = 0; i < embeddings.size(); i++) {
            for (int j = 0; j < i; j++) {
                assertThat(embeddings.get(i).cosine(embeddings.get(j)))
                        .as("%s %d and %d", scene, i + FIRST, j + FIRST)
                        .isGreaterThan(0.99);
            }
        }
    }
}
