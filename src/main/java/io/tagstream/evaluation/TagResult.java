package io.tagstream.evaluation;

import io.tagstream.taxonomy.Facet;
import io.tagstream.taxonomy.Tag;
import java.util.Optional;

/**
 * How good one tag is, over the photos of which it is known whether they show it. A photo has a tag if it was given the tag or one
 * below it.
 *
 * @param absent photos that do not show it
 * @param curve by the greatest confidence of the tag and those below it
 */
public record TagResult(
        Facet facet,
        Tag tag,
        long absent,
        Counts counts,
        PrecisionRecallCurve curve,
        double threshold,
        Optional<ThresholdAdvice> advice) {

    static TagResult of(TagTree tree, int tag, Iterable<JudgedPhoto> photos) {
        Sample.Builder confidences = new Sample.Builder();
        Sample.Builder reach = new Sample.Builder();
        Counts counts = Counts.NONE;
        for (JudgedPhoto photo : photos) {
            if (photo.truth().knows(tag)) {
                boolean shown = photo.truth().shows(tag);
                counts = counts.plus(Counts.of(photo.has(tag), shown));
                confidences.add(photo.confidence(tag), shown);
                reach.add(photo.reach(tag), shown);
            }
        }
        Sample sample = confidences.build();
        double threshold = tree.threshold(tag);
        return new TagResult(
                tree.facet(tag),
                tree.tag(tag),
                sample.absent().length,
                counts,
                new PrecisionRecallCurve(sample),
                threshold,
                ThresholdAdvice.of(reach.build(), threshold));
    }

    /** Photos that show it. */
    public long shown() {
        return counts.shown();
    }

    /** Whether anything can be said of it: it is there or was given. */
    public boolean isSeen() {
        return counts.shown() + counts.given() > 0;
    }
}
