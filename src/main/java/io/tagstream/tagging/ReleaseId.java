package io.tagstream.tagging;

import io.tagstream.photo.ContentHash;
import io.tagstream.taxonomy.TaxonomyVersion;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What photos are tagged with, as a whole: a taxonomy version, the model that makes the embeddings, and what was fitted to both.
 * Two taggings of one release are equal wherever and whenever they are made.
 *
 * @param modelDigest of the model whose embeddings are tagged
 * @param fitting the digest of a {@link Fitting}; absent where nothing was fitted
 */
public record ReleaseId(TaxonomyVersion version, String modelDigest, Optional<String> fitting) {

    private static final int SHORT_DIGITS = 12;

    /** SHA-256 over the parts in lower-case hexadecimal. */
    public String name() {
        String parts = String.join("\0", version.hash(), modelDigest, fitting.orElse(""));
        return ContentHash.of(parts.getBytes(StandardCharsets.UTF_8)).hex();
    }

    /** The first 12 digits of the name, for people. */
    public String shortForm() {
        return name().substring(0, SHORT_DIGITS);
    }

    @Override
    public String toString() {
        return shortForm();
    }
}
