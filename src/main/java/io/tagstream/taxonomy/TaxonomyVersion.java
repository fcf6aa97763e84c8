package io.tagstream.taxonomy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tagstream.photo.ContentHash;

/**
 * A taxonomy's name by content: equal taxonomies, and only those, have the same.
 *
 * <p>It is the SHA-256 of compact UTF-8 JSON with the fields of the YAML form in their documented order ({@link TaxonomyTree}).
 * Comments and layout of the file do not matter; the order of facets, tags and prompts does, as it does to
 * {@link Taxonomy#equals}: people see it, and float sums over prompts depend on it in the last bit.
 *
 * @param hash lower-case hexadecimal, 64 digits
 */
public record TaxonomyVersion(String hash) {

    private static final JsonMapper JSON = new JsonMapper();

    private static final int SHORT_DIGITS = 12;

    public TaxonomyVersion {
        if (!hash.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("not a SHA-256 in lower-case hexadecimal: " + hash);
        }
    }

    public static TaxonomyVersion of(Taxonomy taxonomy) {
        try {
            byte[] canonical = JSON.writeValueAsBytes(TaxonomyTree.of(taxonomy));
            return new TaxonomyVersion(ContentHash.of(canonical).hex());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can be written", e);
        }
    }

    /** The first 12 digits, for people. */
    public String shortForm() {
        return hash.substring(0, SHORT_DIGITS);
    }

    @Override
    public String toString() {
        return hash;
    }
}
