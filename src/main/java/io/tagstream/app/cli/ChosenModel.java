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
import io.tagstream.clip.text.ClipTokenizer;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which model a question goes to, and how it is run: the options that all questions share. */
final class ChosenModel {

    private static final String VARIABLE = "TAGSTREAM_MODEL_DIRECTORY";
    private static final String DEMO_MODEL = "src/demo-model/snapshot";

    @Option(
            names = "--model",
            paramLabel = "DIR",
            description = "A snapshot from the Hugging Face hub (default: " + VARIABLE
                    + ", else the demo model of a checkout)")
    private Optional<Path> directory = Optional.empty();

    @Option(names = "--precision", description = "${COMPLETION-CANDIDATES}; the best for the device by default")
    private PrecisionChoice precision = PrecisionChoice.AUTO;

    @Option(names = "--device", description = "auto, cpu, cuda, cuda:1 (default: auto); of several, the first is taken")
    private String device = "auto";

    @Option(
            names = "--cache",
            paramLabel = "DIR",
            description = "Where imported archives are kept (default: $${sys:user.home}/.cache/tagstream)",
            defaultValue = "${sys:user.home}/.cache/tagstream")
    private Path cache = Path.of("");

    /** The model, imported if it has not been, which {@code err} is told of; the caller closes it. */
    ClipModel load(PrintWriter err) {
        Path snapshot = directory();
        DeviceChoice choice = choice();
        try {
            ClipDevice first = ClipModel.devices(choice, 0).getFirst();
            return ClipModel.load(archive(err, snapshot, first), new ClipOptions(name(snapshot), first, 0));
        } catch (CheckpointException | DeviceMissingException e) {
            throw new UserError(String.valueOf(e.getMessage()), e);
        }
    }

    private ClipArchive archive(PrintWriter err, Path snapshot, ClipDevice device) {
        try (ImportNews _ = ImportNews.to(err, snapshot)) {
            return new ArchiveImporter(cache).importSnapshot(snapshot, precision.on(device.isGpu()));
        }
    }

    /** The model's tokenizer, for which no weights are needed; the caller closes it. */
    ClipTokenizer tokenizer() {
        try {
            Snapshot snapshot = Snapshot.read(directory());
            return new ClipTokenizer(
                    snapshot.tokenizer().json(),
                    snapshot.config().text().contextLength(),
                    snapshot.config().text().vocabulary(),
                    snapshot.tokenizer().preparation());
        } catch (CheckpointException | IllegalArgumentException e) {
            throw new UserError(String.valueOf(e.getMessage()), e);
        }
    }

    /** For people; as the worker names it. */
    static String name(Path snapshot) {
        return String.valueOf(snapshot.toAbsolutePath().normalize().getFileName());
    }

    private DeviceChoice choice() {
        try {
            return DeviceChoice.parse(device);
        } catch (IllegalArgumentException e) {
            throw new UserError("--device: " + e.getMessage(), e);
        }
    }

    /** The one place that knows where a command's model is. */
    private Path directory() {
        return directory
                .or(() -> Optional.ofNullable(System.getenv(VARIABLE))
                        .filter(value -> !value.isBlank())
                        .map(Path::of))
                .or(() -> Optional.ofNullable(System.getProperty("project.home"))
                        .map(home -> Path.of(home, DEMO_MODEL))
                        .filter(Files::isDirectory))
                .orElseThrow(() -> new UserError("""
                        no model: name a folder with --model DIR or %s. It is a CLIP as the Hugging Face hub has it, such as
                        openai/clip-vit-base-patch32, with config.json, model.safetensors, tokenizer.json and preprocessor_config.json""".formatted(VARIABLE)));
    }
}
