package io.tagstream.likeness;

import io.tagstream.photo.ContentHash;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * A photo of a group, as far as it decides which one is best: that of the most pixels; of equally many, the one with the most bytes a
 * pixel, which is the least compressed; then one that says when it was taken; then the one that was there first.
 *
 * @param photo its photo_no
 * @param since when it was uploaded
 */
record Contender(
        long photo, ContentHash content, int width, int height, long bytes, boolean saysWhenTaken, Instant since) {

    /** The best first. */
    static final Comparator<Contender> BEST_FIRST = Comparator.comparingLong(Contender::pixels)
            .thenComparingLong(Contender::bytes)
            .thenComparing(Contender::saysWhenTaken)
            .reversed()
            .thenComparing(Contender::since)
            .thenComparingLong(Contender::photo);

    long pixels() {
        return (long) width * height;
    }

    /** In which way this one, the best, is better than the others: for each that is not as good in something, what that is. */
    String reason(List<Contender> others) {
        List<String> reasons = new ArrayList<>();
        if (others.stream().anyMatch(other -> other.pixels() < pixels())) {
            reasons.add("most pixels (%d × %d)".formatted(width, height));
        }
        List<Contender> asLarge =
                others.stream().filter(other -> other.pixels() == pixels()).toList();
        if (asLarge.stream().anyMatch(other -> other.bytes < bytes)) {
            reasons.add(String.format(Locale.ROOT, "least compressed (%.2f bytes a pixel)", (double) bytes / pixels()));
        }
        List<Contender> asGood =
                asLarge.stream().filter(other -> other.bytes == bytes).toList();
        if (asGood.stream().anyMatch(other -> saysWhenTaken && !other.saysWhenTaken)) {
            reasons.add("says when it was taken");
        }
        if (asGood.stream().anyMatch(other -> saysWhenTaken == other.saysWhenTaken)) {
            reasons.add("was there first");
        }
        return String.join(", ", reasons);
    }
}
