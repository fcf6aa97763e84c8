package io.tagstream.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.ws.rs.core.Response;
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
        Optional<String> code) {

    public static final String MEDIA_TYPE = "application/problem+json";

    static Response response(int status, String detail, Optional<String> code) {
        Response.Status known = Response.Status.fromStatusCode(status);
        String title = known == null ? "HTTP " + status : known.getReasonPhrase();
        return Response.status(status)
                .type(MEDIA_TYPE)
                .entity(new Problem(title, status, detail, code))
                .build();
    }
}
