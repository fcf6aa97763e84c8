package io.tagstream.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.common.annotation.Blocking;
import io.tagstream.clip.Embedding;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jspecify.annotations.Nullable;

/** {@code /embed}: texts and pictures as the model's vectors. */
@Path("/embed")
@Tag(name = "ask")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@APIResponse(responseCode = "200", description = "Embeddings of length 1, in the order of what was sent")
@APIResponse(
        responseCode = "400",
        description = "A field is missing or beyond its limit; detail names it",
        content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
@APIResponse(responseCode = "413", description = "The picture is larger than tagstream.fetch.max-bytes")
@APIResponse(responseCode = "422", description = "A picture cannot be fetched or decoded; code says why")
@APIResponse(responseCode = "503", description = "Too many questions at a time; Retry-After says when to ask again")
public class EmbedResource {

    private static final String HOW = "float, or base64 for little-endian float32";

    /** Vectors, and which model they are from. */
    public record EmbeddingsView(
            ModelView model,
            int dimensions,

            @Schema(description = "Lists of numbers, or strings where encoding is base64")
            List<Object> embeddings) {}

    /** What {@code /embed} takes as JSON; for the description only. */
    public record EmbedRequest(
            @Nullable List<String> texts, @Nullable List<String> uris) {}

    private final Questions questions;
    private final AskFields fields;

    EmbedResource(Questions questions, AskConfig config) {
        this.questions = questions;
        this.fields = new AskFields(config);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Embeds texts, pictures by their uris, or both, texts first")
    public EmbeddingsView json(
            @RequestBody(content = @Content(schema = @Schema(implementation = EmbedRequest.class))) @Nullable
                    JsonNode body,
            @Parameter(description = HOW) @RestQuery @DefaultValue("float") String encoding) {
        JsonNode question = Uploads.object(body);
        List<String> texts = fields.texts(question);
        List<URI> uris = fields.uris(question);
        if (texts.isEmpty() && uris.isEmpty()) {
            throw ProblemException.badRequest("there are neither texts nor uris");
        }
        check(encoding);
        List<Embedding> embeddings = new ArrayList<>();
        if (!texts.isEmpty()) {
            embeddings.addAll(questions.embedTexts(texts));
        }
        if (!uris.isEmpty()) {
            embeddings.addAll(
                    questions.embedPhotos(uris.stream().map(questions::fetched).toList()));
        }
        return view(embeddings, encoding);
    }

    @POST
    @Consumes({"image/*", MediaType.APPLICATION_OCTET_STREAM})
    @Operation(summary = "Embeds a picture", description = "The picture is the body; its bytes tell its format")
    public EmbeddingsView body(
            @RequestBody(content = @Content(schema = @Schema(type = SchemaType.STRING, format = "binary")))
                    InputStream body,
            @Parameter(description = HOW) @RestQuery @DefaultValue("float") String encoding) {
        check(encoding);
        return view(questions.embedPhotos(List.of(questions.sent(body))), encoding);
    }

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Operation(summary = "Embeds a picture", description = "The picture is the part named file")
    public EmbeddingsView form(
            @RestForm("file") @Nullable FileUpload file,
            @Parameter(description = HOW) @RestQuery @DefaultValue("float") String encoding) {
        check(encoding);
        return view(questions.embedPhotos(List.of(Uploads.source(questions, file))), encoding);
    }

    private static void check(String encoding) {
        if (!encoding.equals("float") && !encoding.equals("base64")) {
            throw ProblemException.badRequest("encoding is neither float nor base64: " + encoding);
        }
    }

    private EmbeddingsView view(List<Embedding> embeddings, String encoding) {
        return new EmbeddingsView(
                ModelView.of(questions.model()),
                questions.model().dimensions(),
                embeddings.stream()
                        .map(embedding -> encoding.equals("base64") ? base64(embedding) : (Object) embedding.values())
                        .toList());
    }

    private static String base64(Embedding embedding) {
        ByteBuffer bytes =
                ByteBuffer.allocate(Float.BYTES * embedding.dimensions()).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(embedding.values());
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
