package io.tagstream.taxonomy;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.yaml.snakeyaml.LoaderOptions;

/**
 * The file that people write taxonomies in; docs/taxonomy.md explains every field of it.
 *
 * <pre>{@code
 * name: everyday
 * background:                     # what a photo of nothing in particular looks like: tags have to beat it
 *   - a photo
 * facets:
 *   - id: subject
 *     kind: any-of
 *     tags:
 *       - cat                     # an id may stand for the whole tag
 *       - id: dog
 *         names: {de: Hund}
 *         words: [a dog, a puppy] # put into the templates, instead of the name
 *         negatives: [a hot dog]
 *         children: {kind: one-of}
 *       - id: poodle
 *         parent: dog
 *       - id: husky
 *         parent: dog
 *         threshold: 0.7
 * }</pre>
 *
 * <p>Strict: unknown fields, repeated fields, aliases and a second document are errors. A template in a bracketed list needs
 * quotes, since braces mean something to YAML there.
 */
public final class TaxonomyYaml {

    /** More than {@link Taxonomy#MAX_TAGS} tags with names in two languages need. */
    public static final int MAX_BYTES = 4 << 20;

    private static final YAMLMapper YAML = new YAMLMapper(YAMLFactory.builder()
            .loaderOptions(limits())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS)
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
            .stringQuotingChecker(new CarefulQuotes())
            .build());

    private TaxonomyYaml() {}

    /**
     * Reads a file of at most {@link #MAX_BYTES}.
     *
     * @throws InvalidTaxonomy with everything that is wrong with the file's content
     * @throws IOException if the file cannot be read
     */
    public static Taxonomy read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return read(file.getFileName().toString(), in.readNBytes(MAX_BYTES + 1));
        }
    }

    /**
     * Reads a file's content.
     *
     * @param source names the taxonomy in messages
     * @param utf8 at most {@link #MAX_BYTES}
     * @throws InvalidTaxonomy with everything that is wrong
     */
    public static Taxonomy read(String source, byte[] utf8) {
        return new TaxonomySource(source, utf8).read(YAML);
    }

    /** Reads back as an equal taxonomy; comments and layout of the file it came from are not kept. */
    public static String write(Taxonomy taxonomy) {
        return write(TaxonomyTree.of(taxonomy));
    }

    static String write(JsonNode tree) {
        try {
            return YAML.writeValueAsString(tree);
        } catch (JacksonException e) {
            throw new IllegalStateException("a tree can be written", e);
        }
    }

    /** SnakeYAML's own limit is lower. */
    private static LoaderOptions limits() {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(MAX_BYTES);
        return options;
    }
}
