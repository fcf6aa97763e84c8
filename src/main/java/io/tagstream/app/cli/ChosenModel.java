package io.tagstream.app.cli;

import io.tagstream.clip.ArchiveImporter;
import io.tagstream.clip.ClipDevice;
import io.tagstream.clip.ClipModel;
import io.tagstream.clip.ClipOptions;
import io.tagstream.clip.DeviceChoice;
import io.tagstream.clip.DeviceMissingException;
import io.tagstream.clip.PrecisionChoice;
import io.tagstream.clip.archive.ClipArchive;
import io.tagstream.clip.checkpoint.CheckpointException;
import io.tagstream.clip.checkpoint.Snapshot;
import io.tagstream.clip.hub.HubModels;
import io.tagstream.clip.hub.HubSettings;
import io.tagstream.clip.hub.ModelSource;
import io.tagstream.clip.text.ClipTokenizer;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which model a question goes to, and how it is run: the options that all questions share. */
final class ChosenModel {

    static final String VARIABLE = "TAGSTREAM_MODEL_DIRECTORY";
    private static final String DEMO_MODEL = "src/demo-model/snapshot";

    @Option(
            names = "--model",
            paramLabel = "DIR|NAME",
            description =
                    "A snapshot's folder, or a name on the Hugging Face hub, which is fetched if it is not here (default: "
                            + VARIABLE + ", else the demo model of a checkout)")
    private Optional<String> model = Optional.empty();

    @Option(names = "--precision", description = "${COMPLETION-CANDIDATES}; the best for the device by default")
    private PrecisionChoice precision = PrecisionChoice.AUTO;

    @Option(names = "--device", description = "auto, cpu, cuda, cuda:1 (default: auto); of several, the first is taken")
    private String device = "auto";

    @Mixin
    private ArchiveCache cache = new ArchiveCache();

    /** Whether somebody said which, instead of leaving it to the default. */
    boolean isNamed() {
        return model.or(ChosenModel::fromEnvironment).isPresent();
    }

    private static Optional<String> fromEnvironment() {
        return Optional.ofNullable(System.getenv(VARIABLE)).filter(value -> !value.isBlank());
    }

    /** The model, imported if it has not been, which {@code err} is told of; the caller closes it. */
    ClipModel load(PrintWriter err) {
        ModelSource source = source(err);
        DeviceChoice choice = choice();
        try {
            ClipDevice first = ClipModel.devices(choice, 0).getFirst();
            return ClipModel.load(archive(err, source.directory(), first), new ClipOptions(source.name(), first, 0));
        } catch (CheckpointException | DeviceMissingException e) {
            throw new UserError(String.valueOf(e.getMessage()), e);
        }
    }

    private ClipArchive archive(PrintWriter err, Path snapshot, ClipDevice device) {
        try (ImportNews _ = ImportNews.to(err, snapshot)) {
            return new ArchiveImporter(cache.directory()).importSnapshot(snapshot, precision.on(device.isGpu()));
        }
    }

    /** The model's tokenizer, for which no weights are needed; the caller closes it. */
    ClipTokenizer tokenizer(PrintWriter err) {
        try {
            Snapshot snapshot = Snapshot.read(source(err).directory());
            return new ClipTokenizer(
                    snapshot.tokenizer().json(),
                    snapshot.config().text().contextLength(),
                    snapshot.config().text().vocabulary(),
                    snapshot.tokenizer().preparation());
        } catch (CheckpointException | IllegalArgumentException e) {
            throw new UserError(String.valueOf(e.getMessage()), e);
        }
    }

    private DeviceChoice choice() {
        try {
            return DeviceChoice.parse(device);
        } catch (IllegalArgumentException e) {
            throw new UserError("--device: " + e.getMessage(), e);
        }
    }

    /** The one place that knows where a command's model is. */
    private ModelSource source(PrintWriter err) {
        try (HubModels models = new HubModels(HubSettings.ofProcess(), PullProgress.on(err))) {
            return models.locate(named());
        }
    }

    private String named() {
        return model.or(ChosenModel::fromEnvironment)
                .or(() -> Optional.ofNullable(System.getProperty("project.home"))
                        .map(home -> Path.of(home, DEMO_MODEL))
                        .filter(Files::isDirectory)
                        .map(Path::toString))
                .orElseThrow(() -> new UserError("""
                        no model: name one with --model or %s. It is a CLIP on the Hugging Face hub, such as
                        openai/clip-vit-base-patch32, or the folder of its snapshot""".formatted(VARIABLE)));
    }
}
