package io.tagstream.tagging;

import io.tagstream.clip.Embedding;
import io.tagstream.failure.Failure;
import io.tagstream.taxonomy.LabelBlock;
import io.tagstream.taxonomy.LabelMatrix;
import io.tagstream.taxonomy.Tag;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Tags photos by their embeddings. Immutable and free of state, so any number of threads may share one. */
public final class Tagger {

    private final LabelMatrix labels;
    private final double logitScale;

    /** @param logitScale what CLIP multiplies a cosine with to get a logit: exp of the checkpoint's parameter, about 100 */
    public Tagger(LabelMatrix labels, double logitScale) {
        if (!(logitScale > 0) || !Double.isFinite(logitScale)) {
            throw new IllegalArgumentException("a logit scale is positive, not " + logitScale);
        }
        this.labels = labels;
        this.logitScale = logitScale;
    }

    /**
     * Lets every facet decide about one photo.
     *
     * @param photo L2-normalised, of the model that the labels were compiled with ({@link LabelMatrix#requireModel})
     * @throws Failure MODEL_INVALID if it has other dimensions than the labels; ENCODER_FAILED if it is not made of numbers
     */
    public Tagging tag(Embedding photo) {
        double[] cosines = labels.cosines(photo);
        double[] logits =
                Arrays.stream(cosines).map(cosine -> cosine * logitScale).toArray();
        List<AssignedTag> tags = new ArrayList<>();
        for (LabelBlock block : labels.blocks()) {
            Stream<AssignedTag> given =
                    switch (block.facet().kind()) {
                        case ONE_OF -> oneOf(block, cosines, logits);
                        case ANY_OF -> anyOf(block, cosines, logits);
                    };
            given.forEach(tags::add);
        }
        return new Tagging(labels.modelDigest(), labels.version(), tags);
    }

    /**
     * Softmax over the tags and the background prompts, each of which is one more thing that the photo may be. The most probable
     * tag is given if it is more probable than every background prompt and reaches its threshold.
     */
    private static Stream<AssignedTag> oneOf(LabelBlock block, double[] cosines, double[] logits) {
        double[] probabilities = Softmax.probabilities(logits, block.firstRow(), block.endRow());
        double background =
                Arrays.stream(probabilities).skip(block.tags().size()).max().orElseThrow();
        return IntStream.range(0, block.tags().size())
                .mapToObj(tag -> candidate(block, tag, cosines, probabilities[tag]))
                .min(Candidate.BEST_FIRST)
                .filter(winner -> winner.assigned().confidence() > background && winner.reachesThreshold())
                .map(Candidate::assigned)
                .stream();
    }

    /**
     * Each tag alone against the background: exp(tag) / (exp(tag) + mean of exp(background)). The mean and not the sum, so that a
     * threshold keeps its meaning when somebody adds a background prompt that says the same in other words.
     */
    private static Stream<AssignedTag> anyOf(LabelBlock block, double[] cosines, double[] logits) {
        double background = Softmax.logMeanExp(logits, block.firstBackgroundRow(), block.endRow());
        return IntStream.range(0, block.tags().size())
                .mapToObj(tag ->
                        candidate(block, tag, cosines, Softmax.sigmoid(logits[block.firstRow() + tag] - background)))
                .filter(Candidate::reachesThreshold)
                .sorted(Candidate.BEST_FIRST)
                .limit(block.facet().limit())
                .map(Candidate::assigned);
    }

    private static Candidate candidate(LabelBlock block, int index, double[] cosines, double confidence) {
        Tag tag = block.tags().get(index);
        AssignedTag assigned =
                new AssignedTag(tag.id(), block.facet().id(), cosines[block.firstRow() + index], confidence);
        return new Candidate(assigned, block.threshold(tag));
    }

    /** A tag that was scored, and the confidence from which on it is given. */
    private record Candidate(AssignedTag assigned, double threshold) {

        static final Comparator<Candidate> BEST_FIRST =
                Comparator.comparing(Candidate::assigned, AssignedTag.BY_CONFIDENCE);

        boolean reachesThreshold() {
            return assigned.confidence() >= threshold;
        }
    }
}
