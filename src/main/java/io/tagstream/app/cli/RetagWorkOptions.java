package io.tagstream.app.cli;

import picocli.CommandLine.Option;

/** How much of a job a command does itself. */
final class RetagWorkOptions {

    /** For looking at progress, and for what a thread asks beside its transaction. */
    private static final int OTHER_CONNECTIONS = 3;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Chunks that this process works on at a time; 0 only watches (default: one per core)")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--json", description = "Prints JSON")
    private boolean json;

    int threads() {
        if (threads < 0) {
            throw new UserError("--threads is not negative");
        }
        return threads;
    }

    int connections() {
        return 2 * threads() + OTHER_CONNECTIONS;
    }

    boolean json() {
        return json;
    }
}
