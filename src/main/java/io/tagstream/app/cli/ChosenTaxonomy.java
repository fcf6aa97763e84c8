package io.tagstream.app.cli;

import io.tagstream.taxonomy.DefaultTaxonomy;
import io.tagstream.taxonomy.Taxonomy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which tags a command is about. */
final class ChosenTaxonomy {

    private static final String DEMO_TAXONOMY = "src/demo-model/taxonomy.yaml";

    @Option(
            names = "--taxonomy",
            paramLabel = "FILE",
            description =
                    "YAML (default: the demo model's, if that is taken for want of another; else the built-in taxonomy)")
    private Optional<Path> file = Optional.empty();

    /** The one that was named, or what fits the model. */
    Taxonomy read(ChosenModel model) {
        return file.or(() -> model.isNamed() ? Optional.empty() : demo())
                .map(TaxonomyFile::read)
                .orElseGet(DefaultTaxonomy::read);
    }

    private static Optional<Path> demo() {
        return Optional.ofNullable(System.getProperty("project.home"))
                .map(home -> Path.of(home, DEMO_TAXONOMY))
                .filter(Files::isRegularFile);
    }
}
