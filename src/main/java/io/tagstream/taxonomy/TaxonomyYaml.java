package io.tagstream.taxonomy;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The file that people write taxonomies in.
 *
 * <pre>{@code
 * name: everyday                  # required, like an id
 * description: …
 * templates:                      # what words are put into; "a photo of {}" if left out
 *   - a photo of {}
 * background:                     # what a photo of nothing in particular looks like: tags have to beat it
 *   - a photo
 * facets:
 *   - id: colour                  # required
 *     name: Main colour           # the id with spaces for hyphens if left out; so for tags
 *     kind: one-of                # required; one-of or any-of
 *     threshold: 0.6              # confidence from which on a tag is given, 0.5 if left out
 *     templates: …                # these two instead of the taxonomy's
 *     background: …
 *     tags:
 *       - red                     # an id may stand for the whole tag
 *       - id: dark-red
 *         parent: red             # in the same facet
 *         words: [crimson]        # put into the templates, instead of the name
 *         prompts:                # used as they are
 *           - a bottle of red wine
 *         threshold: 0.7          # instead of the facet's
 *         active: false           # retired: no longer given
 *   - id: subject
 *     kind: any-of
 *     limit: 5                    # tags of this facet that a photo gets at most, 10 if left out
 *     tags: [dog, cat]
 * }</pre>
 *
 * <p>Strict: unknown fields, repeated fields, aliases and a second document are errors. A template in a bracketed list needs
 * quotes, since braces mean something to YAML there.
 */
public final class TaxonomyYaml {

    /** Far more than {@link Taxonomy#MAX_TAGS} tags need when they are written tersely. */
    public static final int MAX_BYTES = 1 << 20;

    private static final YAMLMapper YAML = new YAMLMapper(YAMLFactory.builder()
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
        if (utf8.length > MAX_BYTES) {
            throw invalid(source, "1:1", "the file has more than %d bytes".formatted(MAX_BYTES));
        }
        String yaml = decode(source, utf8);
        return new TaxonomyReader().read(source, parse(source, yaml));
    }

    /** Reads back as an equal taxonomy; comments and layout of the file it came from are not kept. */
    public static String write(Taxonomy taxonomy) {
        try {
            return YAML.writeValueAsString(TaxonomyTree.of(taxonomy));
        } catch (JacksonException e) {
            throw new IllegalStateException("a tree can be written", e);
        }
    }

    private static String decode(String source, byte[] utf8) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException e) {
            throw invalid(source, "1:1", "the file is not UTF-8");
        }
    }

    private static JsonNode parse(String source, String yaml) {
        try {
            refuseWhatTheTreeHides(source, yaml);
            JsonNode root = YAML.readTree(yaml);
            if (root.isMissingNode() || root.isNull()) {
                throw invalid(source, "1:1", "the file is empty");
            }
            return root;
        } catch (JacksonException e) {
            throw invalid(source, place(e.getLocation()), firstLine(e.getOriginalMessage()));
        } catch (IOException e) {
            throw new IllegalStateException("reading a string does no I/O", e);
        }
    }

    /** Jackson's tree takes an alias for the text of its name and drops a second document, and nobody would notice. */
    private static void refuseWhatTheTreeHides(String source, String yaml) throws IOException {
        try (YAMLParser parser = YAML.getFactory().createParser(yaml)) {
            boolean ended = false;
            while (parser.nextToken() != null) {
                if (parser.isCurrentAlias()) {
                    throw invalid(source, place(parser.currentTokenLocation()), "aliases are not understood here");
                }
                if (ended) {
                    throw invalid(source, place(parser.currentTokenLocation()), "a second document starts here");
                }
                ended = parser.getParsingContext().inRoot();
            }
        }
    }

    private static String place(JsonLocation location) {
        return location == null ? "1:1" : location.getLineNr() + ":" + location.getColumnNr();
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("the YAML is broken");
    }

    private static InvalidTaxonomy invalid(String source, String place, String message) {
        return new InvalidTaxonomy(source, List.of(new Problem(place, message)));
    }
}
