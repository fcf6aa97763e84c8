package io.tagstream.api;

import io.tagstream.taxonomy.Taxonomy;
import io.tagstream.taxonomy.TaxonomyJson;
import io.tagstream.taxonomy.TaxonomyYaml;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** A taxonomy that came with a request: as text, of which nothing has been looked at but its size. */
final class SentTaxonomy {

    /** As for all JSON. A taxonomy of more has many thousand tags, and belongs into a file. */
    static final int MAX_BYTES = 1 << 20;

    private final String name;
    private final Notation notation;
    private final byte[] utf8;

    private SentTaxonomy(String name, Notation notation, byte[] utf8) {
        this.name = name;
        this.notation = notation;
        this.utf8 = utf8;
    }

    /** @param name as the address has it */
    static SentTaxonomy of(String name, HttpHeaders headers, InputStream body) {
        byte[] bytes;
        try {
            bytes = body.readNBytes(MAX_BYTES + 1);
        } catch (IOException e) {
            throw ProblemException.badRequest("the taxonomy did not arrive: " + e.getMessage());
        }
        if (bytes.length > MAX_BYTES) {
            throw new ProblemException(
                    413,
                    "the taxonomy has more than %,d bytes; tagstream taxonomy publish takes a file of up to %,d"
                            .formatted(MAX_BYTES, TaxonomyYaml.MAX_BYTES));
        }
        return new SentTaxonomy(name, Notation.sent(headers.getMediaType()), bytes);
    }

    /** @throws io.tagstream.taxonomy.InvalidTaxonomy with everything that is wrong */
    Taxonomy read() {
        return switch (notation) {
            case JSON -> TaxonomyJson.read(name, utf8);
            case YAML -> TaxonomyYaml.read(name, utf8);
        };
    }

    /**
     * The text as it was sent, or the same in YAML if it is JSON.
     *
     * @throws io.tagstream.taxonomy.InvalidTaxonomy if it is no JSON
     */
    String yaml() {
        return switch (notation) {
            case JSON -> TaxonomyJson.toYaml(name, utf8);
            case YAML -> text();
        };
    }

    private String text() {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
            if (text.indexOf('\0') >= 0) {
                throw ProblemException.badRequest("the body has a NUL in it, which no text has");
            }
            return text;
        } catch (CharacterCodingException e) {
            throw ProblemException.badRequest("the body is not UTF-8");
        }
    }
}
