package io.tagstream.api;

import io.tagstream.tagging.Competitor;
import io.tagstream.tagging.TagExplanation;
import io.tagstream.tagging.Verdict;
import java.util.Locale;
import java.util.Optional;

/** Says in a sentence why a photo has a tag or not. */
final class Reasons {

    private Reasons() {}

    static String of(TagExplanation tag, Optional<Verdict> said, boolean inEffect) {
        if (said.isPresent()) {
            return switch (said.get()) {
                case ACCEPTED -> "somebody accepted it; " + of(tag);
                case REJECTED -> "somebody rejected it; " + of(tag);
            };
        }
        return tag.isGiven() && !inEffect
                ? "what somebody said of other tags leaves no room for it; " + of(tag)
                : of(tag);
    }

    private static String of(TagExplanation tag) {
        return switch (tag.decision()) {
            case GIVEN ->
                "the release gives it: its confidence %s reaches the threshold %s"
                        .formatted(number(tag.confidence()), number(tag.threshold()));
            case PARENT_MISSING ->
                "the release looks at it only where it gives the tag above, %s"
                        .formatted(tag.parent().orElse(""));
            case SIBLING_WON -> "the release finds another tag of its group more likely";
            case BELOW_THRESHOLD ->
                "its confidence %s is below the threshold %s"
                        .formatted(number(tag.confidence()), number(tag.threshold()));
            case NOTHING_IN_PARTICULAR -> "something that is no tag of its group fits better" + strongest(tag);
            case OVER_LIMIT -> "more confident tags are as many as its facet, or the taxonomy, allows";
        };
    }

    private static String strongest(TagExplanation tag) {
        return tag.competitors().stream()
                .filter(competitor -> competitor.kind() != Competitor.Kind.SIBLING)
                .findFirst()
                .map(competitor -> ": \"%s\"".formatted(competitor.name()))
                .orElse("");
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
