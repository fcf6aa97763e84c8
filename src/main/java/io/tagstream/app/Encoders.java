package io.tagstream.app;

import io.tagstream.clip.ArchiveImporter;
import io.tagstream.clip.ClipModel;
import io.tagstream.clip.ClipOptions;
import io.tagstream.clip.archive.ClipArchive;
import io.tagstream.clip.batch.BatchLimits;
import io.tagstream.clip.checkpoint.CheckpointException;
import io.tagstream.encode.ClipEncoder;
import io.tagstream.encode.Encoder;
import io.tagstream.encode.InstantEncoder;
import io.tagstream.failure.Failure;
import io.tagstream.failure.FailureCode;
import io.tagstream.health.Metrics;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** From the configuration to a running model. */
final class Encoders {

    private Encoders() {}

    static Encoder create(WorkerConfig.Model config, Metrics metrics) {
        return switch (config.engine()) {
            case INSTANT -> new InstantEncoder();
            case CLIP -> clip(config, metrics);
        };
    }

    private static Encoder clip(WorkerConfig.Model config, Metrics metrics) {
        Path directory = config.directory()
                .orElseThrow(() -> new Failure(
                        FailureCode.MODEL_INVALID,
                        "tagstream.model.directory is not set; it names a CLIP snapshot from the Hugging Face hub"));
        try {
            ClipArchive archive = new ArchiveImporter(config.cache()).importSnapshot(directory, config.precision());
            ClipModel model =
                    ClipModel.load(archive, options(config, config.name().orElseGet(() -> name(directory))));
            ClipEncoder encoder = new ClipEncoder(
                    model, new BatchLimits(config.batchSize(), config.queue(), config.linger()), metrics);
            metrics.watch(encoder);
            return encoder;
        } catch (CheckpointException e) {
            throw new Failure(FailureCode.MODEL_INVALID, String.valueOf(e.getMessage()), e);
        }
    }

    /** 1, 2, 4, … and the largest: every size would take minutes with a large model on a processor. */
    private static List<Integer> warmUpSizes(int largest) {
        return IntStream.concat(IntStream.iterate(1, size -> size < largest, size -> size * 2), IntStream.of(largest))
                .boxed()
                .toList();
    }

    private static ClipOptions options(WorkerConfig.Model config, String name) {
        return new ClipOptions(name, ClipOptions.AUTO, config.threads(), warmUpSizes(config.batchSize()));
    }

    private static String name(Path directory) {
        return directory.toAbsolutePath().normalize().getFileName().toString();
    }
}
