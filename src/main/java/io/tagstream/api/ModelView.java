package io.tagstream.api;

import io.tagstream.encode.Encoder;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Which model an answer is from. */
public record ModelView(
        String name,

        @Schema(description = "Only embeddings of equal digests can be compared")
        String digest) {

    static ModelView of(Encoder.Identity model) {
        return new ModelView(model.name(), model.digest());
    }
}
