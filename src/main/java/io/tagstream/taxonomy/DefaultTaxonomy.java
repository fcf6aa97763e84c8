package io.tagstream.taxonomy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The taxonomy that Tagstream brings along, for photo catalogs; in force where nobody gave another. */
public final class DefaultTaxonomy {

    private static final String RESOURCE = "photos.yaml";

    private DefaultTaxonomy() {}

    public static Taxonomy read() {
        return TaxonomyYaml.read(RESOURCE, bytes());
    }

    /** With its comments, to start one's own from. */
    public static String yaml() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    private static byte[] bytes() {
        try (InputStream in = DefaultTaxonomy.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(
                        "the built-in taxonomy, %s, is not on the class path".formatted(RESOURCE));
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
