package io.tagstream.evaluation;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The threshold that would suit a tag best, by F1. A threshold looks better on the photos that it was chosen on than on others, so what
 * it promises is cross-validated: it is chosen on nine tenths of the photos and counted on the last, ten times over.
 *
 * <p>Looked at is what the tag itself decides, with all other thresholds as they are: not what tags below it give it, nor limits.
 *
 * @param current the taxonomy's threshold
 * @param now what the current threshold makes of the photos
 * @param best the threshold with the highest F1; the current one if it is among the best
 * @param fitted what the best threshold makes of the photos that it was chosen on: flattering
 * @param validated the sum over the parts of what thresholds chosen on the other parts make of them
 * @param photos that were looked at
 */
public record ThresholdAdvice(double current, Counts now, double best, Counts fitted, Counts validated, long photos) {

    /** Below so many photos that show a tag, a best threshold says more about them than about the tag. */
    public static final int FEW = 10;

    private static final int PARTS = 10;

    /** From here to there, every threshold does the same: above the first, up to the second. */
    private record Cut(double above, double upTo, double f1) {

        double distance(double threshold) {
            return threshold > upTo ? threshold - upTo : Math.max(0, above - threshold);
        }
    }

    /**
     * Chooses.
     *
     * @param sample the confidences with which the tag would be given, negative where no threshold would give it
     * @return absent if fewer than two photos show the tag or fewer than two do not: nothing can be validated then
     */
    public static Optional<ThresholdAdvice> of(Sample sample, double current) {
        int parts = Math.min(PARTS, Math.min(sample.shown().length, sample.absent().length));
        if (parts < 2) {
            return Optional.empty();
        }
        double best = best(sample, current);
        Counts validated = IntStream.range(0, parts)
                .mapToObj(part ->
                        part(sample, parts, part, true).countsAt(best(part(sample, parts, part, false), current)))
                .reduce(Counts.NONE, Counts::plus);
        return Optional.of(new ThresholdAdvice(
                current, sample.countsAt(current), best, sample.countsAt(best), validated, sample.size()));
    }

    /**
     * Whether the best threshold does better than the current one on photos that it was not chosen on. Of confidences that say
     * nothing, F1 is highest if every photo is given the tag (Lipton et al. 2014), which is no advice; so precision has to be
     * above the share of photos that show the tag, too, by more than luck.
     */
    public boolean pays() {
        double guessing = (double) validated.shown() / photos;
        return best != current
                && validated.f1().orElse(0) > now.f1().orElse(0)
                && validated
                        .precisionInterval()
                        .filter(range -> range.low() > guessing)
                        .isPresent();
    }

    public boolean isOfFew() {
        return fitted.shown() < FEW;
    }

    private static Sample part(Sample sample, int parts, int part, boolean within) {
        return new Sample(part(sample.shown(), parts, part, within), part(sample.absent(), parts, part, within));
    }

    /** Every so many'th photo, since neighbours in a list are often alike. */
    private static double[] part(double[] values, int parts, int part, boolean within) {
        return IntStream.range(0, values.length)
                .filter(i -> (i % parts == part) == within)
                .mapToDouble(i -> values[i])
                .toArray();
    }

    private static double best(Sample sample, double current) {
        List<PrecisionRecallCurve.Point> points = new PrecisionRecallCurve(sample)
                .points().stream().filter(point -> point.confidence() > 0).toList();
        return IntStream.range(0, points.size())
                .mapToObj(i -> new Cut(
                        i + 1 < points.size() ? points.get(i + 1).confidence() : 0,
                        points.get(i).confidence(),
                        points.get(i).counts().f1().orElse(0)))
                .min(Comparator.comparingDouble(Cut::f1).reversed().thenComparing(cut -> cut.distance(current)))
                .map(cut -> within(cut, current))
                .orElse(current);
    }

    /** The current threshold if it will do, else the shortest decimal near the middle. */
    private static double within(Cut cut, double current) {
        if (current > cut.above() && current <= cut.upTo()) {
            return current;
        }
        BigDecimal middle = BigDecimal.valueOf((cut.above() + cut.upTo()) / 2);
        return IntStream.rangeClosed(2, middle.scale())
                .mapToDouble(digits ->
                        middle.setScale(digits, RoundingMode.HALF_EVEN).doubleValue())
                .filter(threshold -> threshold > cut.above() && threshold <= cut.upTo() && threshold < 1)
                .findFirst()
                .orElse(middle.doubleValue());
    }
}
