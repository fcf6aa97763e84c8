package io.tagstream.app.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tagstream taxonomy show}: a taxonomy to be read. */
@Command(
        name = "show",
        description = "Prints a taxonomy as a tree: ids, names, and what is said of kinds, thresholds and limits.",
        mixinStandardHelpOptions = true)
final class TaxonomyShow implements Runnable {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Parameters(paramLabel = "FILE", description = "YAML")
    private Path file = Path.of("");

    @Option(
            names = "--language",
            paramLabel = "CODE",
            description = "Names in this language, such as de, where there are any")
    private Optional<String> language = Optional.empty();

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        new TaxonomyPicture(TaxonomyFile.read(file), language).print(out);
        out.flush();
    }
}
