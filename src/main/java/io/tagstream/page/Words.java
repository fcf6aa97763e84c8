package io.tagstream.page;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers and times as people read them. */
final class Words {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private Words() {}

    /** With separators of thousands. */
    static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    static String time(Instant time) {
        return TIME.format(time);
    }

    /** {@code 1 photo}, {@code 2,000 photos}. */
    static String count(long value, String one, String many) {
        return number(value) + " " + (value == 1 ? one : many);
    }

    /** A rate, with a digit behind the point where it is small. */
    static String rate(double perSecond) {
        return perSecond < 10
                ? String.format(Locale.ROOT, "%.1f", perSecond)
                : String.format(Locale.ROOT, "%,d", Math.round(perSecond));
    }

    /** Its largest unit and the one below. */
    static String duration(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 60) {
            return count(seconds, "second", "seconds");
        }
        if (seconds < 3_600) {
            return count(seconds / 60, "minute", "minutes") + and(seconds % 60, "s");
        }
        if (seconds < 86_400) {
            return count(seconds / 3_600, "hour", "hours") + and(seconds % 3_600 / 60, "min");
        }
        return count(seconds / 86_400, "day", "days") + and(seconds % 86_400 / 3_600, "h");
    }

    private static String and(long rest, String unit) {
        return rest == 0 ? "" : " " + rest + " " + unit;
    }
}
