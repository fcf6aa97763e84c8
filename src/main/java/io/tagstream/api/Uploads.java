package io.tagstream.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.InputStream;
import java.nio.file.Files;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jspecify.annotations.Nullable;

/** What came with a request, if anything did. */
public final class Uploads {

    private Uploads() {}

    /** The picture of a form. */
    public static Questions.Source source(Questions questions, @Nullable FileUpload file) {
        if (file == null) {
            throw ProblemException.badRequest("the form has no part named file; it should be the picture");
        }
        return () -> {
            try (InputStream content = Files.newInputStream(file.uploadedFile())) {
                return questions.sent(content).read();
            }
        };
    }

    static JsonNode object(@Nullable JsonNode body) {
        if (body == null || !body.isObject()) {
            throw ProblemException.badRequest("the body is not a JSON object");
        }
        return body;
    }
}
