package io.tagstream.evaluation;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

/** The thresholds that pay, as lines for the taxonomy's file. */
public final class BetterThresholds {

    private BetterThresholds() {}

    /** The tags whose best threshold promises more than the current one. */
    public static List<TagResult> of(Evaluation evaluation) {
        return evaluation.tags().stream()
                .filter(tag -> tag.advice().filter(ThresholdAdvice::pays).isPresent())
                .toList();
    }

    /** YAML in the form of a taxonomy, with what is promised as comments; empty if no threshold pays. */
    public static String yaml(Evaluation evaluation) {
        StringBuilder yaml = new StringBuilder();
        String facet = "";
        for (TagResult tag : of(evaluation)) {
            if (!tag.facet().id().equals(facet)) {
                facet = tag.facet().id();
                yaml.append(yaml.isEmpty() ? "facets:\n" : "").append("  - id: %s\n    tags:\n".formatted(facet));
            }
            yaml.append(line(tag, tag.advice().orElseThrow()));
        }
        return yaml.toString();
    }

    private static String line(TagResult tag, ThresholdAdvice advice) {
        return String.format(
                Locale.ROOT,
                "      - {id: %s, threshold: %s}  # instead of %s; F1 %.3f instead of %.3f%s\n",
                tag.tag().id(),
                decimal(advice.best()),
                decimal(advice.current()),
                advice.validated().f1().orElse(0),
                advice.now().f1().orElse(0),
                advice.isOfFew()
                        ? "; from %d photos only".formatted(advice.fitted().shown())
                        : "");
    }

    /** Without an exponent, which YAML 1.2 and people read differently. */
    public static String decimal(double threshold) {
        return BigDecimal.valueOf(threshold).toPlainString();
    }
}
