package io.tagstream.app;

import io.tagstream.clip.ClipModel;
import io.tagstream.clip.ClipOptions;
import io.tagstream.clip.archive.ArchiveImporter;
import io.tagstream.clip.archive.ClipArchive;
import io.tagstream.clip.batch.BatchLimits;
import io.tagstream.clip.checkpoint.CheckpointException;
import io.tagstream.clip.hub.HubException;
import io.tagstream.clip.hub.HubModels;
import io.tagstream.clip.hub.HubSettings;
import io.tagstream.clip.hub.ModelSource;
import io.tagstream.clip.hub.PullLines;
import io.tagstream.encode.ClipEncoder;
import io.tagstream.encode.Encoder;
import io.tagstream.encode.InstantEncoder;
import io.tagstream.failure.Failure;
import io.tagstream.failure.FailureCode;
import io.tagstream.health.Metrics;
import java.util.List;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;

/** From the configuration to a running model. */
final class Encoders {

    private static final Logger LOG = Logger.getLogger(Encoders.class);

    private Encoders() {}

    static Encoder create(WorkerConfig.Model config, Metrics metrics) {
        return switch (config.engine()) {
            case INSTANT -> new InstantEncoder();
            case CLIP -> clip(config, metrics);
        };
    }

    private static Encoder clip(WorkerConfig.Model config, Metrics metrics) {
        String directory = config.directory()
                .orElseThrow(
                        () -> new Failure(
                                FailureCode.MODEL_INVALID,
                                "tagstream.model.directory is not set; it names a CLIP on the Hugging Face hub, or the folder of its snapshot"));
        try {
            ModelSource source = locate(directory);
            ClipArchive archive =
                    new ArchiveImporter(config.cache()).importSnapshot(source.directory(), config.precision());
            ClipModel model =
                    ClipModel.load(archive, options(config, config.name().orElse(source.name())));
            ClipEncoder encoder = new ClipEncoder(
                    model, new BatchLimits(config.batchSize(), config.queue(), config.linger()), metrics);
            metrics.watch(encoder);
            return encoder;
        } catch (CheckpointException | HubException e) {
            throw new Failure(FailureCode.MODEL_INVALID, String.valueOf(e.getMessage()), e);
        }
    }

    /** From the disk or, at the first start, from the hub; that may take minutes, and the log says how far it is. */
    private static ModelSource locate(String directory) {
        try (HubModels models = new HubModels(HubSettings.ofProcess(), new PullLines(LOG::info, System::nanoTime))) {
            return models.locate(directory);
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
}
