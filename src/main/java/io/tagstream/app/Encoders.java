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
import io.tagstream.encode.ClipEncoder;
import io.tagstream.encode.Encoder;
import io.tagstream.encode.InstantEncoder;
import io.tagstream.failure.Failure;
import io.tagstream.failure.FailureCode;
import io.tagstream.failure.Halt;
import io.tagstream.health.Metrics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** From the configuration to a running model. */
final class Encoders {

    private Encoders() {}

    static Encoder create(WorkerConfig.Model config, Metrics metrics, Halt halt) {
        return switch (config.engine()) {
            case INSTANT -> new InstantEncoder();
            case CLIP -> clip(config, metrics, halt);
        };
    }

    private static Encoder clip(WorkerConfig.Model config, Metrics metrics, Halt halt) {
        Path directory = config.directory()
                .orElseThrow(() -> new Failure(
                        FailureCode.MODEL_INVALID,
                        "tagstream.model.directory is not set; it names a CLIP snapshot from the Hugging Face hub"));
        try {
            List<ClipDevice> devices = ClipModel.devices(device(config), config.threads());
            Precision precision = config.precision().on(devices.getFirst().isGpu());
            ClipArchive archive = new ArchiveImporter(config.cache()).importSnapshot(directory, precision);
            ClipEncoder encoder = new ClipEncoder(
                    models(archive, devices, config, config.name().orElseGet(() -> name(directory))),
                    new BatchLimits(config.batchSize(), config.queue(), config.linger()),
                    metrics.passes("photos"),
                    metrics.passes("texts"));
            encoder.whenStopped(halt::because);
            metrics.watch(encoder);
            return encoder;
        } catch (CheckpointException | DeviceMissingException e) {
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

    private static DeviceChoice device(WorkerConfig.Model config) {
        try {
            return DeviceChoice.parse(config.device());
        } catch (IllegalArgumentException e) {
            throw new Failure(FailureCode.MODEL_INVALID, "tagstream.model.device: " + e.getMessage(), e);
        }
    }

    private static String name(Path directory) {
        return directory.toAbsolutePath().normalize().getFileName().toString();
    }
}
