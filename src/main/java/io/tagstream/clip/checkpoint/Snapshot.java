package io.tagstream.clip.checkpoint;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A directory as the Hugging Face hub serves it. Its parts fit each other: the picture that the preprocessing makes is
 * the one that the vision transformer takes.
 */
public record Snapshot(Path directory, ClipConfig config, Preprocessing preprocessing) {

    private static final String CONFIG = "config.json";
    private static final String PREPROCESSING = "preprocessor_config.json";
    private static final String TOKENIZER = "tokenizer.json";
    private static final String WEIGHTS = "model.safetensors";

    /**
     * Reads everything but the weights.
     *
     * @throws CheckpointException where a file is missing, or says something that cannot be run
     */
    public static Snapshot read(Path directory) {
        for (String name : List.of(CONFIG, PREPROCESSING, TOKENIZER, WEIGHTS)) {
            if (!Files.isRegularFile(directory.resolve(name))) {
                throw new CheckpointException(directory, "has no " + name);
            }
        }
        Snapshot snapshot = new Snapshot(
                directory,
                ClipConfig.read(directory.resolve(CONFIG)),
                Preprocessing.read(directory.resolve(PREPROCESSING)));
        int imageSize = snapshot.config.vision().imageSize();
        if (snapshot.preprocessing.crop() != imageSize) {
            throw new CheckpointException(
                    directory.resolve(PREPROCESSING),
                    "crop_size is %d, but vision_config.image_size is %d"
                            .formatted(snapshot.preprocessing.crop(), imageSize));
        }
        return snapshot;
    }

    public Path weights() {
        return directory.resolve(WEIGHTS);
    }

    public Path tokenizer() {
        return directory.resolve(TOKENIZER);
    }

    /** Every file that decides what the model computes, in a fixed order. */
    public List<Path> files() {
        return List.of(directory.resolve(CONFIG), directory.resolve(PREPROCESSING), tokenizer(), weights());
    }
}
