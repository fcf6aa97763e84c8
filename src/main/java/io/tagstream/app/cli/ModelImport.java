package io.tagstream.app.cli;

import io.tagstream.clip.ArchiveImporter;
import io.tagstream.clip.PrecisionChoice;
import io.tagstream.clip.archive.ClipArchive;
import io.tagstream.clip.checkpoint.CheckpointException;
import io.tagstream.clip.hub.HubModels;
import io.tagstream.clip.hub.HubSettings;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tagstream model import}: from a snapshot to what the worker runs. */
@Command(
        name = "import",
        description = {
            "Turns a CLIP snapshot from the Hugging Face hub into the archive that the worker runs.",
            "The worker does so itself at its first start; this is for images and volumes that are prepared before."
        },
        mixinStandardHelpOptions = true)
final class ModelImport implements Runnable {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Parameters(
            paramLabel = "DIR|NAME",
            description = {
                "A folder with config.json, model.safetensors, tokenizer.json, preprocessor_config.json;",
                "or a name on the hub (OWNER/NAME[@REVISION]), which is fetched if the hub's cache does not have it"
            })
    private String model = "";

    @Mixin
    private ArchiveCache cache = new ArchiveCache();

    @Option(
            names = "--precision",
            description =
                    "${COMPLETION-CANDIDATES}; AUTO is the best for this machine's processor (default: ${DEFAULT-VALUE})")
    private PrecisionChoice precision = PrecisionChoice.AUTO;

    @Override
    public void run() {
        try (HubModels models = new HubModels(
                HubSettings.ofProcess(), PullProgress.on(spec.commandLine().getErr()))) {
            Path snapshot = models.locate(model).directory();
            ClipArchive archive = new ArchiveImporter(cache.directory()).importSnapshot(snapshot, precision.on(false));
            spec.commandLine().getOut().println(archive.file());
        } catch (CheckpointException e) {
            throw new UserError(String.valueOf(e.getMessage()), e);
        }
    }
}
