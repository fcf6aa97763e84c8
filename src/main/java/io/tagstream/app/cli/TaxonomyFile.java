package io.tagstream.app.cli;

import io.tagstream.taxonomy.InvalidTaxonomy;
import io.tagstream.taxonomy.Taxonomy;
import io.tagstream.taxonomy.TaxonomyYaml;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads the files that are named on the command line. */
final class TaxonomyFile {

    private TaxonomyFile() {}

    static Taxonomy read(Path file) {
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
