package io.tagstream.fetch;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;

/** The header in which a server asks to be left alone for a while (RFC 9110, 10.2.3): seconds or a date. */
final class RetryAfter {

    /** No server is believed for longer; patience ends much earlier. */
    private static final long MOST_SECONDS = Duration.ofDays(1).toSeconds();

    private RetryAfter() {}

    /** Zero for what is neither, or in the past. */
    static Duration pause(String header, Instant now) {
        String value = header.trim();
        if (value.matches("\\d{1,9}")) {
            return Duration.ofSeconds(Math.min(Long.parseLong(value), MOST_SECONDS));
        }
        try {
            Instant date = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            long seconds = Math.clamp(Duration.between(now, date).toSeconds(), 0, MOST_SECONDS);
            return Duration.ofSeconds(seconds);
        } catch (DateTimeParseException e) {
            return Duration.ZERO;
        }
    }
}
