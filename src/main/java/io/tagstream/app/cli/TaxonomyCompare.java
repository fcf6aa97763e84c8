package io.tagstream.app.cli;

import io.tagstream.taxonomy.TaxonomyDiff;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code tagstream taxonomy diff}: what is not the same in two taxonomies. */
@Command(
        name = "diff",
        description =
                "Prints what is not the same in two taxonomies, and whether it can change what photos are tagged with.",
        mixinStandardHelpOptions = true)
final class TaxonomyCompare implements Runnable {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Parameters(index = "0", paramLabel = "FILE", description = "YAML")
    private Path from = Path.of("");

    @Parameters(index = "1", paramLabel = "FILE", description = "What it is to become")
    private Path to = Path.of("");

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        out.print(TaxonomyDiff.between(TaxonomyFile.read(from), TaxonomyFile.read(to))
                .text());
        out.flush();
    }
}
