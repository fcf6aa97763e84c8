package io.tagstream.likeness;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What is known of two photos.
 *
 * @param sameFile whether their bytes are equal
 * @param hashDistance bits in which their perceptual hashes differ; absent where one has none, or is of one colour
 * @param cellDifference of the mosaics, 0 to 255; absent where one has none
 * @param cosine of their embeddings
 * @param sameShape whether one may be the other, resized
 * @param secondsApart between their shutters, where one camera took both
 */
record Evidence(
        boolean sameFile,
        OptionalInt hashDistance,
        OptionalDouble cellDifference,
        double cosine,
        boolean sameShape,
        Optional<Double> secondsApart) {

    static Evidence of(Fingerprint one, Fingerprint other) {
        return new Evidence(
                one.content().equals(other.content()),
                hashDistance(one, other),
                cellDifference(one, other),
                one.embedding().cosine(other.embedding()),
                sameShape(one, other),
                one.shot().flatMap(shot -> other.shot().flatMap(shot::secondsApart)));
    }

    private static OptionalInt hashDistance(Fingerprint one, Fingerprint other) {
        return one.hash() == 0 || other.hash() == 0
                ? OptionalInt.empty()
                : OptionalInt.of(Long.bitCount(one.hash() ^ other.hash()));
    }

    private static OptionalDouble cellDifference(Fingerprint one, Fingerprint other) {
        return one.cells().isEmpty() || other.cells().isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(one.cells().get().difference(other.cells().get()));
    }

    /** A picture that is resized has its sides rounded: to whole pixels, and by some programs to more than that. */
    private static final double SHAPE_TOLERANCE = 0.02;

    private static boolean sameShape(Fingerprint one, Fingerprint other) {
        double ratio = (double) one.width() * other.height() / ((double) one.height() * other.width());
        double rounding = 1.0 / Math.min(shortSide(one), shortSide(other));
        return Math.abs(Math.log(ratio)) <= SHAPE_TOLERANCE + rounding;
    }

    private static int shortSide(Fingerprint photo) {
        return Math.min(photo.width(), photo.height());
    }
}
