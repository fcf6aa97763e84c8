package io.tagstream.api;

import io.tagstream.taxonomy.Taxonomy;
import io.tagstream.taxonomy.TaxonomyJson;
import io.tagstream.taxonomy.TaxonomyVersion;
import io.tagstream.taxonomy.TaxonomyYaml;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** How taxonomies are written: by people, and by programs. The fields are the same. */
enum Notation {
    JSON(MediaType.APPLICATION_JSON),
    YAML(Notation.YAML_TYPE);

    /** RFC 9512. */
    static final String YAML_TYPE = "application/yaml";

    /** What YAML was called before. */
    static final String OLD_YAML_TYPE = "application/x-yaml";

    static final String OLD_YAML_TEXT = "text/yaml";

    private final String mediaType;

    Notation(String mediaType) {
        this.mediaType = mediaType;
    }

    /** That of a body. JSON is nearly always YAML, so YAML is a good guess where nothing is said. */
    static Notation sent(@Nullable MediaType type) {
        return type != null && type.isCompatible(MediaType.APPLICATION_JSON_TYPE) ? JSON : YAML;
    }

    /** What a caller likes best; JSON if anything will do. */
    static Notation wanted(HttpHeaders headers) {
        for (MediaType type : headers.getAcceptableMediaTypes()) {
            for (Notation notation : values()) {
                if (type.isCompatible(MediaType.valueOf(notation.mediaType))) {
                    return notation;
                }
            }
        }
        return JSON;
    }

    String mediaType() {
        return mediaType;
    }

    /** A taxonomy, so that it can be changed and sent back. */
    Response response(Taxonomy taxonomy) {
        String text =
                switch (this) {
                    case JSON -> TaxonomyJson.write(taxonomy);
                    case YAML -> TaxonomyYaml.write(taxonomy);
                };
        return Response.ok(text, mediaType)
                .tag(new EntityTag(TaxonomyVersion.of(taxonomy).hash()))
                .build();
    }
}
