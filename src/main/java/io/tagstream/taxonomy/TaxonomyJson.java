package io.tagstream.taxonomy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The same fields as in {@link TaxonomyYaml}, as programs write them. As strict. */
public final class TaxonomyJson {

    /** Twice as deep as any field; YAML that is made of something deeper is mostly indentation. */
    private static final int MAX_DEPTH = 16;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private TaxonomyJson() {}

    /**
     * Reads what somebody sent.
     *
     * @param source names the taxonomy in messages
     * @param utf8 at most {@link TaxonomyYaml#MAX_BYTES}
     * @throws InvalidTaxonomy with everything that is wrong
     */
    public static Taxonomy read(String source, byte[] utf8) {
        return new TaxonomySource(source, utf8).read(JSON);
    }

    /**
     * The same content in YAML, whatever is wrong with it: a draft need not be a taxonomy yet.
     *
     * @param source names it in messages
     * @param utf8 at most {@link TaxonomyYaml#MAX_BYTES}
     * @throws InvalidTaxonomy if it is no JSON, or larger than that as YAML
     */
    public static String toYaml(String source, byte[] utf8) {
        return new TaxonomySource(source, utf8).rewrite(JSON);
    }

    /** Reads back as an equal taxonomy. */
    public static String write(Taxonomy taxonomy) {
        return tree(taxonomy).toString();
    }

    /** To be sent, or to be put into something larger. */
    public static ObjectNode tree(Taxonomy taxonomy) {
        return TaxonomyTree.of(taxonomy);
    }
}
