package io.tagstream.app.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code tagstream database}: what operators do to the catalog's database. */
@Command(
        name = "database",
        description = "The catalog's database.",
        mixinStandardHelpOptions = true,
        subcommands = DatabaseReader.class)
final class DatabaseCommand implements Runnable {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
