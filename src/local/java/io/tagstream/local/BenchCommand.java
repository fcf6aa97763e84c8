package io.tagstream.local;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code tagstream bench}: measurements that anyone can repeat; results are kept in docs/benchmarks.md. */
@Command(
        name = "bench",
        description = "Measures parts of Tagstream on this machine.",
        mixinStandardHelpOptions = true,
        subcommands = {
            BenchPipelineCommand.class,
            BenchDecodeCommand.class,
            BenchModelCommand.class,
            BenchSoakCommand.class,
            BenchTaggingCommand.class,
            BenchRetagCommand.class,
            BenchSqlCommand.class,
            BenchSearchCommand.class,
            BenchLikenessCommand.class
        })
final class BenchCommand implements Runnable {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
