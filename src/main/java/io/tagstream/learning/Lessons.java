package io.tagstream.learning;

import io.tagstream.tagging.Tagger;
import io.tagstream.tagging.Tagging;
import io.tagstream.taxonomy.LabelMatrix;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Learns all tags that people gave examples of, each among the photos that it is asked about. */
final class Lessons {

    /** The photos that a tag is asked about: all, or those that are given the tag above it. */
    @SuppressWarnings("ArrayRecordComponent") // made once, never compared
    private record Audience(int[] photos, TagLearner learner) {}

    private final List<GroupedTag> tags;
    private final Tagger tagger;
    private final double logitScale;
    private final Photos catalog;
    private final float[][] ofCatalog;
    private final Photos judged;
    private final float[][] ofJudged;
    private final PeoplesVerdicts verdicts;

    /**
     * Prepares.
     *
     * @param tagger says which photos are given the tag above
     * @param ofCatalog the prompts' log-odds, [tags][photos]
     * @param ofJudged the same of the photos that people judged
     */
    Lessons(
            List<GroupedTag> tags,
            Tagger tagger,
            double logitScale,
            Photos catalog,
            float[][] ofCatalog,
            Photos judged,
            float[][] ofJudged,
            PeoplesVerdicts verdicts) {
        this.tags = tags;
        this.tagger = tagger;
        this.logitScale = logitScale;
        this.catalog = catalog;
        this.ofCatalog = ofCatalog;
        this.judged = judged;
        this.ofJudged = ofJudged;
        this.verdicts = verdicts;
    }

    /** By column; absent where nobody gave an example. */
    List<Optional<LearningOutcome>> learn() {
        Map<Optional<String>, Audience> audiences = audiences();
        return IntStream.range(0, tags.size())
                .parallel()
                .mapToObj(column -> learn(tags.get(column), audiences))
                .toList();
    }

    private Optional<LearningOutcome> learn(GroupedTag tag, Map<Optional<String>, Audience> audiences) {
        int[] accepted = verdicts.examples(tag, true);
        if (accepted.length < TagLearner.MIN_EXAMPLES) {
            return accepted.length == 0 ? Optional.empty() : Optional.of(TagLearner.tooFew(accepted.length));
        }
        int[] rejected = verdicts.examples(tag, false);
        Audience all = audiences.get(condition(tag));
        LabelMatrix labels = tagger.labels();
        HeldOut prompts =
                new HeldOut(at(ofJudged[tag.column()], first(accepted)), at(ofCatalog[tag.column()], all.photos));
        return Optional.of(all.learner.learn(
                judged.only(first(accepted)),
                judged.only(first(rejected)),
                labels.row(tag.row()).values(),
                prompts));
    }

    private static Optional<String> condition(GroupedTag tag) {
        return tag.isConditional() ? tag.parent() : Optional.empty();
    }

    /** By the tag above; the photos are tagged only if there is a tag that needs it. */
    private Map<Optional<String>, Audience> audiences() {
        Map<Optional<String>, Audience> audiences = new HashMap<>();
        List<Tagging> taggings = List.of();
        for (GroupedTag tag : tags) {
            if (!audiences.containsKey(condition(tag))
                    && verdicts.examples(tag, true).length >= TagLearner.MIN_EXAMPLES) {
                if (tag.isConditional() && taggings.isEmpty()) {
                    taggings = tagger.tag(catalog.embeddings(), catalog.count());
                }
                int[] photos = photosOf(condition(tag), taggings);
                audiences.put(condition(tag), new Audience(photos, new TagLearner(catalog.only(photos), logitScale)));
            }
        }
        return audiences;
    }

    private int[] photosOf(Optional<String> above, List<Tagging> taggings) {
        return IntStream.range(0, catalog.count())
                .filter(photo -> above.isEmpty()
                        || taggings.get(photo).tags().stream()
                                .anyMatch(tag -> tag.tagId().equals(above.get())))
                .toArray();
    }

    /** The newest. */
    private static int[] first(int[] photos) {
        return Arrays.copyOf(photos, Math.min(photos.length, TagLearner.MAX_EXAMPLES));
    }

    private static double[] at(float[] values, int[] indices) {
        return IntStream.of(indices).mapToDouble(i -> values[i]).toArray();
    }
}
