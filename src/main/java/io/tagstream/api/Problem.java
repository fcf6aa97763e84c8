package io.tagstream.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An error as RFC 9457 has it. {@code type} is about:blank: title and status say the kind, code and detail the case. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Problem(
        String title,
        int status,
        String detail,

        @Schema(description = "A failure code, as in photos.rejected", type = SchemaType.STRING)
        Optional<String> code,

        @Schema(description = "What is wrong with a taxonomy, all of it; of more than a thousand, the first ones")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<Mistake> problems) {

    /** Something wrong with a taxonomy. */
    public record Mistake(
            @Schema(
                    description = "The path of the field; line:column where YAML or JSON itself is broken",
                    examples = "facets[2].tags[5].parent")
            String place,

            String message) {}

    public static final String MEDIA_TYPE = "application/problem+json";

    static Response response(int status, String detail, Optional<String> code) {
        return response(status, detail, code, List.of());
    }

    static Response response(int status, String detail, Optional<String> code, List<Mistake> problems) {
        Response.Status known = Response.Status.fromStatusCode(status);
        String title = known == null ? "HTTP " + status : known.getReasonPhrase();
        return Response.status(status)
                .type(MEDIA_TYPE)
                .entity(new Problem(title, status, detail, code, problems))
                .build();
    }
}
