package io.tagstream.clip.checkpoint;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A directory as the Hugging Face hub serves it, in the layout of transformers or of open_clip. Its parts fit each
 * other: the picture that the preprocessing makes is the one that the vision transformer takes.
 */
public final class Snapshot {

    private static final String CONFIG = "config.json";
    private static final String OPEN_CLIP_CONFIG = "open_clip_config.json";
    private static final String WEIGHTS = "model.safetensors";
    private static final String INDEX = "model.safetensors.index.json";
    private static final String OPEN_CLIP_WEIGHTS = "open_clip_model.safetensors";
    private static final List<String> PROCESSORS = List.of("preprocessor_config.json", "processor_config.json");

    private final Path directory;
    private final ClipConfig config;
    private final Preprocessing preprocessing;
    private final Tokenizer tokenizer;
    private final boolean openClip;
    private final List<Path> files;

    private Snapshot(
            Path directory,
            ClipConfig config,
            Preprocessing preprocessing,
            Tokenizer tokenizer,
            boolean openClip,
            List<Path> files) {
        this.directory = directory;
        this.config = config;
        this.preprocessing = preprocessing;
        this.tokenizer = tokenizer;
        this.openClip = openClip;
        this.files = files;
    }

    /**
     * Reads everything but the weights. Where a directory holds both layouts, that of transformers is taken.
     *
     * @throws CheckpointException where a file is missing, or says something that cannot be run
     */
    public static Snapshot read(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new CheckpointException(directory, "is no directory");
        }
        if (has(directory, CONFIG) && (has(directory, WEIGHTS) || has(directory, INDEX))) {
            return transformers(directory);
        }
        if (has(directory, OPEN_CLIP_CONFIG) && has(directory, OPEN_CLIP_WEIGHTS)) {
            return openClip(directory);
        }
        throw missing(directory);
    }

    private static Snapshot transformers(Path directory) {
        ClipConfig config = TransformersConfig.read(directory.resolve(CONFIG));
        Path processor = PROCESSORS.stream()
                .map(directory::resolve)
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() -> new CheckpointException(directory, "has no " + PROCESSORS.getFirst()));
        Preprocessing preprocessing = ImageProcessorConfig.read(processor, config.family());
        requireFit(processor, "crop_size", preprocessing, config);
        Tokenizer tokenizer = Tokenizer.read(directory, config.family());
        List<Path> files = new ArrayList<>(List.of(directory.resolve(CONFIG), processor));
        files.addAll(tokenizer.files());
        files.addAll(weights(directory));
        return new Snapshot(directory, config, preprocessing, tokenizer, false, files);
    }

    private static Snapshot openClip(Path directory) {
        Path file = directory.resolve(OPEN_CLIP_CONFIG);
        ClipConfig config = OpenClipConfig.model(file);
        Tokenizer tokenizer = Tokenizer.read(directory, config.family());
        List<Path> files = new ArrayList<>(List.of(file));
        files.addAll(tokenizer.files());
        files.add(directory.resolve(OPEN_CLIP_WEIGHTS));
        return new Snapshot(
                directory,
                config,
                OpenClipConfig.preprocessing(file, config.vision().imageSize()),
                tokenizer,
                true,
                files);
    }

    private static void requireFit(Path file, String field, Preprocessing preprocessing, ClipConfig config) {
        int imageSize = config.vision().imageSize();
        if (preprocessing.crop() != imageSize) {
            throw new CheckpointException(
                    file,
                    "%s is %d, but vision_config.image_size is %d".formatted(field, preprocessing.crop(), imageSize));
        }
    }

    private static CheckpointException missing(Path directory) {
        if (!has(directory, CONFIG) && !has(directory, OPEN_CLIP_CONFIG)) {
            return new CheckpointException(directory, "has no " + CONFIG + " and no " + OPEN_CLIP_CONFIG);
        }
        Optional<String> pickled = List.of("pytorch_model.bin", "open_clip_pytorch_model.bin").stream()
                .filter(name -> has(directory, name))
                .findFirst();
        return new CheckpointException(
                directory,
                "has no %s%s"
                        .formatted(
                                has(directory, CONFIG) ? WEIGHTS : OPEN_CLIP_WEIGHTS,
                                pickled.map("; %s is a pickle, which could run any code and is not read"::formatted)
                                        .orElse("")));
    }

    /** Opens the weights. To be closed by whoever asks. */
    public Weights openWeights() {
        if (openClip) {
            return new OpenClipWeights(Safetensors.open(directory.resolve(OPEN_CLIP_WEIGHTS)));
        }
        return has(directory, WEIGHTS)
                ? Safetensors.open(directory.resolve(WEIGHTS))
                : ShardedSafetensors.open(directory.resolve(INDEX));
    }

    private static List<Path> weights(Path directory) {
        return has(directory, WEIGHTS)
                ? List.of(directory.resolve(WEIGHTS))
                : ShardedSafetensors.files(directory.resolve(INDEX));
    }

    private static boolean has(Path directory, String name) {
        return Files.isRegularFile(directory.resolve(name));
    }

    public Path directory() {
        return directory;
    }

    public ClipConfig config() {
        return config;
    }

    public Preprocessing preprocessing() {
        return preprocessing;
    }

    public Tokenizer tokenizer() {
        return tokenizer;
    }

    /** Every file that decides what the model computes, in a fixed order. */
    public List<Path> files() {
        return List.copyOf(files);
    }
}
