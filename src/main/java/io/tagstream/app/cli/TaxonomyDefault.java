package io.tagstream.app.cli;

import io.tagstream.taxonomy.DefaultTaxonomy;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code tagstream taxonomy default}: the built-in taxonomy. */
@Command(
        name = "default",
        description = "Prints the taxonomy that is in force where nobody gave another, to start one's own from.",
        mixinStandardHelpOptions = true)
final class TaxonomyDefault implements Runnable {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        out.print(DefaultTaxonomy.yaml());
        out.flush();
    }
}
