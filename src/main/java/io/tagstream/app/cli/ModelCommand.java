package io.tagstream.app.cli;

import io.tagstream.clip.ArchiveImporter;
import io.tagstream.clip.archive.ClipArchive;
import io.tagstream.clip.archive.Precision;
import io.tagstream.clip.checkpoint.CheckpointException;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tagstream model}: models as files. */
@Command(name = "model", description = "Prepares models.", mixinStandardHelpOptions = true)
final class ModelCommand implements Runnable {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    @Command(
            name = "import",
            description = {
                "Turns a CLIP snapshot from the Hugging Face hub into the archive that the worker runs.",
                "The worker does so itself at its first start; this is for images and volumes that are prepared before."
            },
            mixinStandardHelpOptions = true)
    void importSnapshot(
            @Parameters(
                            paramLabel = "DIR",
                            description =
                                    "With config.json, model.safetensors, tokenizer.json, preprocessor_config.json")
                    Path snapshot,
            @Option(
                            names = "--cache",
                            paramLabel = "DIR",
                            description = "Where archives are kept (default: $${sys:user.home}/.cache/tagstream)",
                            defaultValue = "${sys:user.home}/.cache/tagstream")
                    Path cache,
            @Option(
                            names = "--precision",
                            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})",
                            defaultValue = "FLOAT32")
                    Precision precision) {
        try {
            ClipArchive archive = new ArchiveImporter(cache).importSnapshot(snapshot, precision);
            spec.commandLine().getOut().println(archive.file());
        } catch (CheckpointException e) {
            throw new UserError(String.valueOf(e.getMessage()), e);
        }
    }
}
