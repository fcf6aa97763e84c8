package io.tagstream.page;

import io.quarkus.qute.TemplateExtension;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How templates write numbers, times and addresses: {@code {say:number(count)}}. The same for everybody, in UTC where there is a zone. */
@TemplateExtension(namespace = "say")
final class Say {

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

    private static final double KIBI = 1024;

    private Say() {}

    /** 12,345. */
    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** 1 photo, 12,345 photos. */
    static String count(long number, String noun) {
        return number(number) + " " + (number == 1 ? noun : noun + "s");
    }

    /** 0.8349 is 83 %; what is not quite certain never reads 100 %. */
    static String percent(double share) {
        long rounded = Math.round(share * 100);
        return (rounded == 100 && share < 1 ? ">99" : rounded == 0 && share > 0 ? "<1" : rounded) + " %";
    }

    /** A cosine or logit: 0.2781. */
    static String decimal(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    /** 2.4 MiB. */
    static String bytes(long bytes) {
        if (bytes < KIBI) {
            return bytes + " B";
        }
        return bytes < KIBI * KIBI
                ? String.format(Locale.ROOT, "%.0f KiB", bytes / KIBI)
                : String.format(Locale.ROOT, "%.1f MiB", bytes / KIBI / KIBI);
    }

    /** 2026-05-04 12:30 UTC. */
    static String time(Instant instant) {
        return MINUTE.format(instant.atOffset(ZoneOffset.UTC)) + " UTC";
    }

    /** By a camera's clock, which says no zone: 2026-05-04 12:30. */
    static String clock(LocalDateTime time) {
        return MINUTE.format(time);
    }

    /** 5 seconds ago, 3 minutes ago, 2 days ago. */
    static String ago(Instant instant) {
        return lasting(Duration.between(instant, Instant.now())) + " ago";
    }

    /** 5 seconds, 3 minutes, 2 days. */
    static String lasting(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 120) {
            return count(seconds, "second");
        }
        if (seconds < 7_200) {
            return count(seconds / 60, "minute");
        }
        return seconds < 172_800 ? count(seconds / 3_600, "hour") : count(seconds / 86_400, "day");
    }

    /** The address of a photo's page. */
    static String photo(String id) {
        return PagePaths.photo(id);
    }

    /** A value within an address. */
    static String encoded(String text) {
        return PagePaths.encoded(text);
    }
}
