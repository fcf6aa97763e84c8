package io.tagstream.local;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The part of {@code tagstream} that needs no servers: demo and benchmarks. The launcher sends them here. */
@Command(
        name = "tagstream",
        description = "Tagstream on this machine alone.",
        mixinStandardHelpOptions = true,
        subcommands = {DemoCommand.class, BenchCommand.class})
public final class LocalCommand {

    private LocalCommand() {}

    public static void main(String... arguments) {
        // Exits even while a Kafka thread lives: the shutdown hooks close what has to be closed.
        System.exit(new CommandLine(new LocalCommand())
                .setExecutionExceptionHandler((e, command, parsed) -> {
                    command.getErr().println(e.getMessage());
                    return 1;
                })
                .execute(arguments));
    }
}
