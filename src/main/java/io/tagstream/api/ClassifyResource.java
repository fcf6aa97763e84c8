package io.tagstream.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.common.annotation.Blocking;
import io.tagstream.encode.ZeroShot.Label;
import io.tagstream.encode.ZeroShot.Score;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
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

/** {@code /classify}: a picture against labels, as the model sees them. */
@Path("/classify")
@Tag(name = "ask")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@APIResponse(responseCode = "200", description = "The labels, the most probable first")
@APIResponse(
        responseCode = "400",
        description = "A field is missing or beyond its limit; detail names it",
        content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
@APIResponse(responseCode = "413", description = "The picture is larger than tagstream.fetch.max-bytes")
@APIResponse(responseCode = "422", description = "The picture cannot be fetched or decoded; code says why")
@APIResponse(responseCode = "503", description = "Too many questions at a time; Retry-After says when to ask again")
public class ClassifyResource {

    /** The labels of one picture. */
    public record ClassificationView(ModelView model, List<LabelView> labels) {}

    /** One label. */
    public record LabelView(
            String label,

            @Schema(description = "What the model was asked")
            String prompt,

            double cosine,
            double logit,
            double probability) {

        static LabelView of(Score score) {
            return new LabelView(
                    score.label().name(), score.label().prompt(), score.cosine(), score.logit(), score.probability());
        }
    }

    private final Questions questions;
    private final AskFields fields;

    ClassifyResource(Questions questions, AskConfig config) {
        this.questions = questions;
        this.fields = new AskFields(config);
    }

    @POST
    @Consumes({"image/*", MediaType.APPLICATION_OCTET_STREAM})
    @Operation(
            summary = "Compares a picture with labels",
            description = "The picture is the body; its bytes tell its format")
    public ClassificationView body(
            @RequestBody(content = @Content(schema = @Schema(type = SchemaType.STRING, format = "binary")))
                    InputStream body,
            @Parameter(description = "One label; can be repeated") @RestQuery List<String> label,
            @Parameter(description = "Labels separated by commas") @RestQuery Optional<String> labels,
            @Parameter(description = "What the model is asked, with {} for the label") @RestQuery
                    Optional<String> template) {
        return answer(questions.sent(body), fields.labels(label, labels, template));
    }

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Operation(summary = "Compares a picture with labels", description = "The picture is the part named file")
    public ClassificationView form(
            @RestForm("file") @Nullable FileUpload file,
            @RestForm List<String> label,
            @RestForm Optional<String> labels,
            @RestForm Optional<String> template) {
        return answer(Uploads.source(questions, file), fields.labels(label, labels, template));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Compares a picture with labels",
            description = "The picture is fetched from uri, as an upload's would be")
    public ClassificationView json(
            @RequestBody(content = @Content(schema = @Schema(implementation = ClassifyRequest.class))) @Nullable
                    JsonNode body) {
        JsonNode question = Uploads.object(body);
        return answer(
                questions.fetched(fields.uri(question)),
                fields.labels(fields.strings(question, "labels"), fields.string(question, "template")));
    }

    /** What {@code /classify} takes as JSON; for the description only. */
    public record ClassifyRequest(
            String uri, List<String> labels, @Nullable String template) {}

    private ClassificationView answer(Questions.Source photo, List<Label> labels) {
        return new ClassificationView(
                ModelView.of(questions.model()),
                questions.classify(photo, labels).stream().map(LabelView::of).toList());
    }
}
