package io.tagstream.local;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "sql", description = "", mixinStandardHelpOptions = true)
final class BenchSqlCommand implements Callable<Integer> {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Option(names = "--photos", description = "How many (default: ${DEFAULT-VALUE})")
    private int photos = 1_000_000;

    @Option(names = "--embedded", description = "Of them with an embedding (default: ${DEFAULT-VALUE})")
    private int embedded = 50_000;

    @Option(names = "--dimensions", description = "Of the embeddings (default: ${DEFAULT-VALUE})")
    private int dimensions = 768;

    @Option(names = "--keep", paramLabel = "DIR", description = "Keep")
    private Optional<Path> keep = Optional.empty();

    @Override
    public Integer call() throws IOException, SQLException {
        PrintWriter out = spec.commandLine().getOut();
        Progress progress = new Progress(out, Instant.now());
        try (EmbeddedDatabase database = new EmbeddedDatabase(keep.orElse(Files.createTempDirectory("x")))) {
            new TaggedCatalog(database.dataSource(), progress::step).fill(photos, embedded, dimensions);
            progress.step("done");
        }
        return 0;
    }
}
