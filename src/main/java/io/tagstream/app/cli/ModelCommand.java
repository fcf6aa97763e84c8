package io.tagstream.app.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code tagstream model}: models as files. */
@Command(
        name = "model",
        description = "Fetches, lists and prepares models.",
        mixinStandardHelpOptions = true,
        subcommands = {ModelPull.class, ModelList.class, ModelImport.class, ModelInspect.class})
final class ModelCommand implements Runnable {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
