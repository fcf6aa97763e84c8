package io.tagstream.taxonomy;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What somebody wrote and says is a taxonomy, in YAML or JSON. */
final class TaxonomySource {

    private static final String BYTE_ORDER_MARK = "\ufeff";

    private final String name;
    private final byte[] utf8;

    TaxonomySource(String name, byte[] utf8) {
        this.name = name;
        this.utf8 = utf8;
    }

    /**
     * The taxonomy, which can be written and read again.
     *
     * @param notation what understands YAML, or JSON
     */
    Taxonomy read(ObjectMapper notation) {
        requireSize(utf8.length, "it has");
        Taxonomy taxonomy = new TaxonomyReader().read(name, parse(notation, decode()));
        requireSize(TaxonomyYaml.write(taxonomy).getBytes(StandardCharsets.UTF_8).length, "written as YAML, it has");
        return taxonomy;
    }

    /** The same in YAML, taxonomy or not. */
    String rewrite(ObjectMapper notation) {
        requireSize(utf8.length, "it has");
        String yaml = TaxonomyYaml.write(parse(notation, decode()));
        requireSize(yaml.getBytes(StandardCharsets.UTF_8).length, "written as YAML, it has");
        return yaml;
    }

    private void requireSize(int bytes, String what) {
        if (bytes > TaxonomyYaml.MAX_BYTES) {
            throw invalid("1:1", "%s more than %d bytes".formatted(what, TaxonomyYaml.MAX_BYTES));
        }
    }

    private String decode() {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw invalid("1:1", "it is not UTF-8");
        }
    }

    private JsonNode parse(ObjectMapper notation, String text) {
        try {
            refuseWhatTheTreeHides(notation, text);
            JsonNode root = notation.readTree(text);
            if (root.isMissingNode() || root.isNull()) {
                throw invalid("1:1", "it is empty");
            }
            return root;
        } catch (JacksonException e) {
            throw invalid(place(e.getLocation()), firstLine(e.getOriginalMessage()));
        } catch (IOException e) {
            throw new IllegalStateException("reading a string does no I/O", e);
        }
    }

    /** Jackson's tree takes an alias for the text of its name and drops a second document, and nobody would notice. */
    private void refuseWhatTheTreeHides(ObjectMapper notation, String text) throws IOException {
        try (JsonParser parser = notation.getFactory().createParser(text)) {
            boolean ended = false;
            while (parser.nextToken() != null) {
                if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
                    throw invalid(place(parser.currentTokenLocation()), "aliases are not understood here");
                }
                if (ended) {
                    throw invalid(place(parser.currentTokenLocation()), "a second document starts here");
                }
                ended = parser.getParsingContext().inRoot();
            }
        }
    }

    private static String place(JsonLocation location) {
        return location == null ? "1:1" : location.getLineNr() + ":" + location.getColumnNr();
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("it is broken");
    }

    private InvalidTaxonomy invalid(String place, String message) {
        return new InvalidTaxonomy(name, List.of(new Problem(place, message)));
    }
}
