package io.tagstream.learning;

import io.tagstream.learning.Examples.Prior;
import io.tagstream.learning.Examples.Probe;
import io.tagstream.learning.HeldOut.Trimmed;
import io.tagstream.tagging.LearnedTag;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Learns a tag from a handful of photos: a linear probe on their embeddings, in place of the tag's prompts if it does better than they
 * do on examples that it did not see.
 *
 * <p>What shows the tag are the photos that people accepted; what does not, those that they rejected and, since there are often none,
 * some of the catalog, which together weigh as much as the accepted ones. Some of these may show the tag, too, but most do not. The
 * probe starts from the tag's label as CLIP would use it, or from nothing where the prompts mislead: cross-validation chooses, as it
 * does how far to go from there.
 *
 * <p>Whether it beats the prompts is decided by {@link HeldOut.Trimmed}: both make the best of the same photos.
 */
final class TagLearner {

    static final int MIN_EXAMPLES = 8;

    /** Of accepted photos, and of rejected ones: the time it takes grows with the cube, the gain hardly. */
    static final int MAX_EXAMPLES = 200;

    /** From fewer, nobody can tell how common the tag is. */
    static final int MIN_CATALOG = 200;

    /** Photos of the catalog that stand for what does not show the tag. */
    private static final int COUNTEREXAMPLES = 128;

    private static final int MAX_FOLDS = 8;

    /** Times how far photos lie apart. */
    private static final double[] RIDGES = {0.1, 0.3, 1, 3};

    /** Standard errors that the gain has to be above zero. */
    private static final double SURE = 2;

    /**
     * Of the prompts' loss, so much at most may be left. The best of several probes is looked at, for hundreds of tags, and with few
     * examples a standard error is no more than a guess: this keeps chance out (ADR 0024).
     */
    private static final double MOST_LEFT = 0.5;

    private final Photos catalog;
    private final Photos counterexamples;
    private final double spread;
    private final double logitScale;

    /**
     * Prepares.
     *
     * @param catalog photos that were chosen without regard to the tags to learn
     * @param logitScale what the model multiplies a cosine with
     */
    TagLearner(Photos catalog, double logitScale) {
        this.catalog = catalog;
        this.counterexamples = catalog.thinned(COUNTEREXAMPLES);
        this.spread = catalog.meanSquaredDistance();
        this.logitScale = logitScale;
    }

    /**
     * Learns one tag.
     *
     * @param label of the tag's prompts, [dimensions]
     * @param prompts the prompts' log-odds of the accepted photos, and of the catalog
     */
    LearningOutcome learn(Photos accepted, Photos rejected, float[] label, HeldOut prompts) {
        if (accepted.count() < MIN_EXAMPLES) {
            return tooFew(accepted.count());
        }
        if (catalog.count() < MIN_CATALOG) {
            return new LearningOutcome.Refused(
                    "%d other photos, and it takes %d".formatted(catalog.count(), MIN_CATALOG));
        }
        List<Candidate> candidates = candidates(accepted, rejected, label);
        double share = candidates.stream()
                .mapToDouble(candidate -> candidate.heldOut.share())
                .reduce(prompts.share(), Math::min);
        Trimmed zeroShot = prompts.trimmed(share);
        List<Trimmed> results = candidates.stream()
                .map(candidate -> candidate.heldOut.trimmed(share))
                .toList();
        Trimmed learned =
                results.stream().min(Comparator.comparingDouble(Trimmed::loss)).orElseThrow();
        Candidate best = candidates.get(results.indexOf(learned));
        double gain = learned.gainOver(zeroShot);
        double error = learned.standardError(zeroShot);
        if (gain < SURE * error || learned.loss() > MOST_LEFT * zeroShot.loss()) {
            return new LearningOutcome.Refused(
                    "log loss %.4f on %d examples held out, the prompts' is %.4f: a gain of %.4f ± %.4f"
                            .formatted(learned.loss(), accepted.count(), zeroShot.loss(), gain, error));
        }
        return new LearningOutcome.Learned(best.tag(learned, zeroShot), gain, error);
    }

    static LearningOutcome tooFew(int examples) {
        return new LearningOutcome.Refused("%d examples, and it takes %d".formatted(examples, MIN_EXAMPLES));
    }

    private List<Candidate> candidates(Photos accepted, Photos rejected, float[] label) {
        double[] textPrior = new double[label.length];
        for (int d = 0; d < label.length; d++) {
            textPrior[d] = logitScale * label[d];
        }
        Examples examples = new Examples(accepted, rejected, counterexamples);
        List<Candidate> candidates = new ArrayList<>();
        for (double[] prior : List.of(new double[label.length], textPrior)) {
            for (double ridge : RIDGES) {
                candidates.add(candidate(examples, new Prior(prior, ridge * spread)));
            }
        }
        return candidates;
    }

    private Candidate candidate(Examples examples, Prior prior) {
        double[] heldOut = examples.heldOut(prior, Math.min(MAX_FOLDS, examples.accepted));
        Probe probe = examples.learn(prior);
        double[] ofCatalog = Arrays.stream(catalog.times(probe.weights()))
                .map(product -> product + probe.bias())
                .toArray();
        return new Candidate(probe, new HeldOut(heldOut, ofCatalog));
    }

    /** How a probe does. */
    private record Candidate(Probe probe, HeldOut heldOut) {

        /** With log-odds that mean what they say. */
        LearnedTag tag(Trimmed learned, Trimmed zeroShot) {
            Line line = heldOut.trimmed(heldOut.share()).line();
            double[] weights = probe.weights();
            float[] scaled = new float[weights.length];
            for (int d = 0; d < weights.length; d++) {
                scaled[d] = (float) (line.slope() * weights[d]);
            }
            return new LearnedTag(
                    scaled, line.at(probe.bias()), heldOut.accepted().length, zeroShot.loss(), learned.loss());
        }
    }
}
