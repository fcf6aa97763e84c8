package io.tagstream.likeness;

import java.util.Optional;

/**
 * From what is known of two photos to what they are to each other. The defaults are justified by ThresholdsIT, whose table is in
 * docs/likenesses.md.
 *
 * @param sameHash bits in which the hashes of the same picture differ at most
 * @param sameCells levels of 255 in which cells of their mosaics differ at most
 * @param sameCosine the least cosine of the same picture
 * @param nearHash the same of near-duplicates
 * @param nearCosine the same of near-duplicates
 * @param burstSeconds between two photos of one camera, up to which they may be of one burst
 * @param burstHash as nearHash, of one burst
 * @param burstCosine as nearCosine, of one burst
 */
public record Thresholds(
        int sameHash,
        double sameCells,
        double sameCosine,
        int nearHash,
        double nearCosine,
        double burstSeconds,
        int burstHash,
        double burstCosine) {

    public static final Thresholds DEFAULTS = new Thresholds(8, 10, 0.90, 12, 0.90, 3, 24, 0.85);

    private static final int BITS = 64;

    public Thresholds {
        hash("same-hash", sameHash);
        hash("near-hash", nearHash);
        hash("burst-hash", burstHash);
        if (!(sameCells >= 0 && sameCells <= 255)) {
            throw new IllegalArgumentException(
                    "tagstream.likeness.same-cells has to be between 0 and 255, not " + sameCells);
        }
        cosine("same-cosine", sameCosine);
        cosine("near-cosine", nearCosine);
        cosine("burst-cosine", burstCosine);
        if (sameHash > nearHash || sameCosine < nearCosine) {
            throw new IllegalArgumentException(
                    "tagstream.likeness.near-hash has to be at least same-hash, and near-cosine"
                            + " at most same-cosine: the same picture is a near-duplicate, too");
        }
        if (!(burstSeconds >= 0)) {
            throw new IllegalArgumentException(
                    "tagstream.likeness.burst-seconds has to be at least 0, not " + burstSeconds);
        }
    }

    private static void hash(String name, int value) {
        if (value < 0 || value > BITS) {
            throw new IllegalArgumentException(
                    "tagstream.likeness.%s has to be between 0 and %d, not %d".formatted(name, BITS, value));
        }
    }

    private static void cosine(String name, double value) {
        if (!(value >= -1 && value <= 1)) {
            throw new IllegalArgumentException(
                    "tagstream.likeness.%s has to be between -1 and 1, not %s".formatted(name, value));
        }
    }

    /** The strictest kind that holds; empty if the photos are at most similar. */
    Optional<LikenessKind> kind(Evidence evidence) {
        if (evidence.sameFile()) {
            return Optional.of(LikenessKind.SAME_FILE);
        }
        if (evidence.hashDistance().isEmpty()) {
            return Optional.empty();
        }
        int distance = evidence.hashDistance().getAsInt();
        if (isSamePicture(evidence, distance)) {
            return Optional.of(LikenessKind.SAME_PICTURE);
        }
        boolean near = distance <= nearHash && evidence.cosine() >= nearCosine;
        return near || isOfOneBurst(evidence, distance) ? Optional.of(LikenessKind.NEAR_DUPLICATE) : Optional.empty();
    }

    /** Without a mosaic nothing proves it: the hash sees neither colours nor a number on a form. */
    private boolean isSamePicture(Evidence evidence, int distance) {
        return distance <= sameHash
                && evidence.cellDifference().orElse(Double.POSITIVE_INFINITY) <= sameCells
                && evidence.cosine() >= sameCosine
                && evidence.sameShape();
    }

    private boolean isOfOneBurst(Evidence evidence, int distance) {
        return evidence.secondsApart()
                        .filter(seconds -> seconds <= burstSeconds)
                        .isPresent()
                && distance <= burstHash
                && evidence.cosine() >= burstCosine;
    }

    /** The loosest that a pair may be, to know which candidates are worth a look. */
    int loosestHash() {
        return Math.max(nearHash, burstHash);
    }

    double loosestCosine() {
        return Math.min(nearCosine, burstCosine);
    }
}
