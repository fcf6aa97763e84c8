package io.tagstream.likeness;

import java.util.Optional;

/**
 * From what is known of two photos to what they are to each other. The defaults are justified by ThresholdsTest, whose table is in
 * docs/likenesses.md.
 *
 * @param sameHash bits in which the hashes of the same picture differ at most
 * @param sameCosine the least cosine of the same picture
 * @param nearHash the same of near-duplicates
 * @param nearCosine the same of near-duplicates
 * @param burstSeconds between two photos of one camera, up to which they may be of one burst
 * @param burstHash as nearHash, of one burst
 * @param burstCosine as nearCosine, of one burst
 */
public record Thresholds(
        int sameHash,
        double sameCosine,
        int nearHash,
        double nearCosine,
        double burstSeconds,
        int burstHash,
        double burstCosine) {

    public static final Thresholds DEFAULTS = new Thresholds(6, 0.96, 18, 0.92, 3, 24, 0.90);

    private static final int BITS = 64;

    public Thresholds {
        hash("same-hash", sameHash);
        hash("near-hash", nearHash);
        hash("burst-hash", burstHash);
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
        if (distance <= sameHash && evidence.cosine() >= sameCosine && evidence.sameShape()) {
            return Optional.of(LikenessKind.SAME_PICTURE);
        }
        boolean near = distance <= nearHash && evidence.cosine() >= nearCosine;
        return near || isOfOneBurst(evidence, distance) ? Optional.of(LikenessKind.NEAR_DUPLICATE) : Optional.empty();
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
