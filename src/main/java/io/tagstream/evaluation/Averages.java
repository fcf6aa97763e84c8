package io.tagstream.evaluation;

import java.util.List;
import java.util.OptionalDouble;

/**
 * Figures over several tags.
 *
 * @param counts of all pairs of a photo and a tag of which the truth is known, added up: precision, recall and F1 of these are the
 *     micro averages, in which a tag weighs as much as it is there or given
 * @param macroF1 mean F1 of the tags that are there or were given: each weighs the same
 * @param meanAveragePrecision mean over the tags that are there
 */
public record Averages(Counts counts, OptionalDouble macroF1, OptionalDouble meanAveragePrecision) {

    static Averages of(List<TagResult> tags) {
        return new Averages(
                tags.stream().map(TagResult::counts).reduce(Counts.NONE, Counts::plus),
                tags.stream().flatMapToDouble(tag -> tag.counts().f1().stream()).average(),
                tags.stream()
                        .flatMapToDouble(tag -> tag.curve().averagePrecision().stream())
                        .average());
    }
}
