package io.tagstream.app.cli;

import io.tagstream.taxonomy.InvalidTaxonomy;
import io.tagstream.taxonomy.Taxonomy;
import io.tagstream.taxonomy.TaxonomyYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which tags a command is about. */
final class ChosenTaxonomy {

    private static final String DEMO_TAXONOMY = "src/demo-model/taxonomy.yaml";

    @Option(
            names = "--taxonomy",
            paramLabel = "FILE",
            description = "YAML (default: what fits the demo model, if that is taken; else the built-in taxonomy)")
    private Optional<Path> file = Optional.empty();

    /** @param model which is taken for the demo model if nobody named another */
    Taxonomy read(ChosenModel model) {
        return file.or(() -> model.isNamed() ? Optional.empty() : demo())
                .map(ChosenTaxonomy::read)
                .orElseThrow(() -> new UserError("no taxonomy: name a file with --taxonomy"));
    }

    private static Optional<Path> demo() {
        return Optional.ofNullable(System.getProperty("project.home"))
                .map(home -> Path.of(home, DEMO_TAXONOMY))
                .filter(Files::isRegularFile);
    }

    private static Taxonomy read(Path file) {
        try {
            return TaxonomyYaml.read(file);
        } catch (NoSuchFileException e) {
            throw new UserError("there is no file " + file, e);
        } catch (InvalidTaxonomy e) {
            throw new UserError(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new UserError("could not read " + file + ": " + e.getMessage(), e);
        }
    }
}
