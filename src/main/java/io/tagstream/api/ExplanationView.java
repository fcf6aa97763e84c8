package io.tagstream.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tagstream.api.PhotoTagsView.ReleaseOfTagsView;
import io.tagstream.api.PhotoTagsView.VerdictView;
import io.tagstream.tagging.Calibration;
import io.tagstream.tagging.Competitor;
import io.tagstream.tagging.LearnedTag;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Why a photo has its tags, and not others. */
public record ExplanationView(
        String photoId,
        ReleaseOfTagsView release,

        @Schema(description = "Facet by facet, the most confident first")
        List<ExplainedTagView> tags,

        @Schema(description = "Tags that are scored and not shown; all=true shows them")
        int moreTags,

        @Schema(
                description =
                        "Tags that are shown without their best prompt, since their prompts were too many to be asked for"
                                + " at a time (tagstream.ask.max-texts)")
        int withoutPrompt) {

    /** One tag. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record ExplainedTagView(
            String id,
            String name,
            String facet,
            Optional<String> parent,

            @Schema(description = "How it and its siblings relate: one-of or any-of")
            String kind,

            @Schema(description = "False where CLIP is known to be weak")
            boolean reliable,

            @Schema(description = "Of the photo and the tag's label")
            double cosine,

            @Schema(description = "The cosine times the model's logit scale")
            double logit,

            @Schema(description = "Against what it had to beat, before calibration; absent where it is infinite")
            Optional<Double> logOdds,

            CalibrationView calibration,

            @Schema(description = "Only of a tag whose prompts have no say")
            Optional<LearnedView> learned,

            double confidence,
            double threshold,

            @Schema(
                    description = "What the release makes of it: given, parent-missing, sibling-won, below-threshold,"
                            + " nothing-in-particular or over-limit")
            String decision,

            @Schema(description = "What people said of it") Optional<VerdictView> said,

            @Schema(description = "Whether the photo has the tag, with all that people said")
            boolean inEffect,

            @Schema(description = "The decision in a sentence")
            String why,

            @Schema(description = "The single prompt of the tag that is most like the photo")
            Optional<PromptView> bestPrompt,

            @Schema(description = "The strongest, most similar first")
            List<CompetitorView> competitors,

            int moreCompetitors) {}

    /** How log-odds become a confidence: sigmoid(slope · logOdds + offset). */
    public record CalibrationView(
            @Schema(description = "What it was fitted to: background (nothing else), distribution or corrections")
            String origin,

            double slope,
            double offset,

            @Schema(description = "Photos that it was fitted to")
            int samples) {

        static CalibrationView of(Calibration calibration) {
            return new CalibrationView(
                    calibration.origin().name().toLowerCase(Locale.ROOT),
                    calibration.slope(),
                    calibration.offset(),
                    calibration.samples());
        }
    }

    /** What was learned from examples, by how it did on others that were held out. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record LearnedView(
            int examples,

            @Schema(description = "Mean log loss of the prompts; absent for a tag without prompts that work")
            Optional<Double> zeroShotLoss,

            @Schema(description = "Mean log loss of what was learned")
            double learnedLoss,

            @Schema(description = "The difference") Optional<Double> gain) {

        static LearnedView of(LearnedTag learned) {
            Optional<Double> zeroShot = finite(learned.zeroShotLoss());
            return new LearnedView(
                    learned.examples(),
                    zeroShot,
                    learned.learnedLoss(),
                    zeroShot.map(loss -> loss - learned.learnedLoss()));
        }
    }

    /** A prompt of a tag. */
    public record PromptView(
            String text,
            double cosine,
            @Schema(description = "Out of how many") int of) {}

    /** What a tag had to beat. */
    public record CompetitorView(
            @Schema(description = "sibling, parent, negative or background")
            String kind,

            @Schema(description = "Id of a tag, or a prompt")
            String name,

            double cosine,
            double logit) {

        static CompetitorView of(Competitor competitor) {
            return new CompetitorView(
                    competitor.kind().name().toLowerCase(Locale.ROOT),
                    competitor.name(),
                    competitor.cosine(),
                    competitor.logit());
        }
    }

    /** JSON has no other numbers. */
    static Optional<Double> finite(double value) {
        return Double.isFinite(value) ? Optional.of(value) : Optional.empty();
    }
}
