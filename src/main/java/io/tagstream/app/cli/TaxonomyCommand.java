package io.tagstream.app.cli;

import io.tagstream.taxonomy.InvalidTaxonomy;
import io.tagstream.taxonomy.Taxonomy;
import io.tagstream.taxonomy.TaxonomyVersion;
import io.tagstream.taxonomy.TaxonomyYaml;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code tagstream taxonomy}: taxonomies as files. */
@Command(name = "taxonomy", description = "Checks taxonomies.", mixinStandardHelpOptions = true)
final class TaxonomyCommand implements Runnable {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    @Command(
            name = "check",
            description = "Reads a taxonomy and prints its version, or everything that is wrong with it.",
            mixinStandardHelpOptions = true)
    void check(@Parameters(paramLabel = "FILE", description = "YAML") Path file) {
        try {
            Taxonomy taxonomy = TaxonomyYaml.read(file);
            int tags = taxonomy.facets().stream()
                    .mapToInt(facet -> facet.tags().size())
                    .sum();
            spec.commandLine()
                    .getOut()
                    .printf(
                            "%s: %d facets, %d tags, version %s%n",
                            taxonomy.name(),
                            taxonomy.facets().size(),
                            tags,
                            TaxonomyVersion.of(taxonomy).shortForm());
        } catch (NoSuchFileException e) {
            throw new UserError("there is no file " + file, e);
        } catch (InvalidTaxonomy e) {
            throw new UserError(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new UserError("could not read " + file + ": " + e.getMessage(), e);
        }
    }
}
