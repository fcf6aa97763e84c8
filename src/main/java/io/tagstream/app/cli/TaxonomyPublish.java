package io.tagstream.app.cli;

import io.agroal.api.AgroalDataSource;
import io.tagstream.catalog.VersionStore;
import io.tagstream.catalog.VersionStore.StoredVersion;
import io.tagstream.taxonomy.Taxonomy;
import io.tagstream.taxonomy.TaxonomyVersion;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tagstream taxonomy publish}: a file into the catalog. */
@Command(
        name = "publish",
        description = {
            "Checks a taxonomy and stores it in the catalog as a version, for good. Photos are tagged as before.",
            "Given a model, also finds prompts that are longer than the model reads."
        },
        mixinStandardHelpOptions = true)
final class TaxonomyPublish implements Runnable {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Parameters(paramLabel = "FILE", description = "YAML")
    private Path file = Path.of("");

    @Option(names = "--author", paramLabel = "NAME", description = "Who publishes it, for the record")
    private Optional<String> author = Optional.empty();

    @Option(names = "--note", paramLabel = "TEXT", description = "Why, for the record")
    private Optional<String> note = Optional.empty();

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Mixin
    private ChosenModel chosen = new ChosenModel();

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Taxonomy taxonomy = TaxonomyFile.read(file);
        err.println(TaxonomyCheck.lengths(file, taxonomy, chosen, err));
        err.flush();
        try (AgroalDataSource catalog = database.open(1)) {
            VersionStore versions = new VersionStore(catalog);
            boolean known = !versions.named(TaxonomyVersion.of(taxonomy).hash()).isEmpty();
            StoredVersion stored = versions.store(taxonomy, author, note);
            out.printf(
                    "%s: version %s%s%n",
                    stored.taxonomy(), stored.version().shortForm(), known ? ", which the catalog had already" : "");
            out.printf(
                    "To tag photos with it: tagstream retag --to %s%n",
                    stored.version().shortForm());
            out.flush();
        }
    }
}
