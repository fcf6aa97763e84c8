package io.tagstream.app;

import io.tagstream.clip.ArchiveImporter;
import io.tagstream.clip.ClipDevice;
import io.tagstream.clip.ClipModel;
import io.tagstream.clip.ClipOptions;
import io.tagstream.clip.DeviceChoice;
import io.tagstream.clip.DeviceMissingException;
import io.tagstream.clip.archive.ClipArchive;
import io.tagstream.clip.archive.Precision;
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
import io.tagstream.failure.Halt;
import io.tagstream.health.Metrics;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/** From the configuration to a running model. */
final class Encoders {

    private static final Logger LOG = Logger.getLogger(Encoders.class);

    private Encoders() {}

    static Encoder create(WorkerConfig.Model config, Metrics metrics, Halt halt) {
        return switch (config.engine()) {
            case INSTANT -> new InstantEncoder();
            case CLIP -> clip(config, metrics, halt);
        };
    }

    private static Encoder clip(WorkerConfig.Model config, Metrics metrics, Halt halt) {
        String directory = config.directory()
                .orElseThrow(
                        () -> new Failure(
                                FailureCode.MODEL_INVALID,
                                "tagstream.model.directory is not set; it names a CLIP on the Hugging Face hub, or the folder of its snapshot"));
        try {
            List<ClipDevice> devices = ClipModel.devices(device(config), config.threads());
            Precision precision = config.precision().on(devices.getFirst().isGpu());
            ModelSource source = locate(directory);
            ClipArchive archive = new ArchiveImporter(config.cache()).importSnapshot(source.directory(), precision);
            ClipEncoder encoder = new ClipEncoder(
                    models(archive, devices, config, config.name().orElse(source.name())),
                    new BatchLimits(config.batchSize(), config.queue(), config.linger()),
                    metrics.passes("photos"),
                    metrics.passes("texts"));
            encoder.whenStopped(halt::because);
            metrics.watch(encoder);
            return encoder;
        } catch (CheckpointException | DeviceMissingException | HubException e) {
            throw new Failure(FailureCode.MODEL_INVALID, String.valueOf(e.getMessage()), e);
        }
    }

    private static List<ClipModel> models(
            ClipArchive archive, List<ClipDevice> devices, WorkerConfig.Model config, String name) {
        List<ClipModel> models = new ArrayList<>();
        try {
            for (ClipDevice device : devices) {
                models.add(ClipModel.load(archive, new ClipOptions(name, device, config.threads())));
            }
            return models;
        } catch (RuntimeException e) {
            models.forEach(ClipModel::close);
            throw e;
        }
    }

    /** From the disk or, at the first start, from the hub; that may take minutes, and the log says how far it is. */
    private static ModelSource locate(String directory) {
        try (HubModels models = new HubModels(HubSettings.ofProcess(), new PullLines(LOG::info, System::nanoTime))) {
            return models.locate(directory);
        }
    }

    private static DeviceChoice device(WorkerConfig.Model config) {
        try {
            return DeviceChoice.parse(config.device());
        } catch (IllegalArgumentException e) {
            throw new Failure(FailureCode.MODEL_INVALID, "tagstream.model.device: " + e.getMessage(), e);
        }
    }
}
