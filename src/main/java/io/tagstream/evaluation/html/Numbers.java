package io.tagstream.evaluation.html;

import io.tagstream.evaluation.Interval;
import java.util.Locale;
import java.util.OptionalDouble;

/** Numbers as the page writes them, the same on every machine. */
final class Numbers {

    /** For what cannot be computed. */
    static final String ABSENT = "–";

    private static final int TEN_THOUSAND = 10_000;

    private Numbers() {}

    static String share(double share) {
        return String.format(Locale.ROOT, "%.3f", share);
    }

    static String share(OptionalDouble share) {
        return share.isPresent() ? share(share.getAsDouble()) : ABSENT;
    }

    static String percent(double share) {
        return String.format(
                Locale.ROOT, share > 0.9995 || share < 0.0005 ? "%.2f\u00a0%%" : "%.1f\u00a0%%", 100 * share);
    }

    static String interval(Interval interval) {
        return String.format(Locale.ROOT, "%.2f–%.2f", interval.low(), interval.high());
    }

    static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** For small places: 12k. */
    static String brief(long count) {
        return count < TEN_THOUSAND ? Long.toString(count) : count / 1_000 + "k";
    }

    static String coordinate(double value) {
        String written = String.format(Locale.ROOT, "%.1f", value);
        return written.endsWith(".0") ? written.substring(0, written.length() - 2) : written;
    }
}
