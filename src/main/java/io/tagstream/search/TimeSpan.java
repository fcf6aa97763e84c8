package io.tagstream.search;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a date stands for: {@code 2026} a year, {@code 2026-07} a month, {@code 2026-07-04} a day, {@code 2026-07-04T12:30} a minute.
 *
 * @param from inclusive
 * @param before exclusive
 */
record TimeSpan(LocalDateTime from, LocalDateTime before) {

    private static final String FORMS = "a date as in 2026, 2026-07, 2026-07-04 or 2026-07-04T12:30";

    private static final Pattern DATE = Pattern.compile("(\\d{4})(?:-(\\d{1,2})(?:-(\\d{1,2}))?)?");
    private static final Pattern TIME =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}[T ]\\d{2}:\\d{2}(:\\d{2})?(Z|[+-]\\d{2}:\\d{2})?");

    /**
     * A span of which either end may be open.
     *
     * @param from inclusive
     * @param before exclusive
     */
    record Range(Optional<LocalDateTime> from, Optional<LocalDateTime> before) {}

    /** A date, or two with {@code ..} between them, of which one may be left out; both ends are meant as a whole. */
    static Range range(String text, String field) {
        int dots = text.indexOf("..");
        if (dots < 0) {
            TimeSpan one = of(text, field);
            return new Range(Optional.of(one.from), Optional.of(one.before));
        }
        String first = text.substring(0, dots).strip();
        String last = text.substring(dots + 2).strip();
        if (first.isEmpty() && last.isEmpty()) {
            throw Unanswerable.wrong(field, "has dots and no date; it should be %s".formatted(FORMS));
        }
        Range range = new Range(
                first.isEmpty() ? Optional.empty() : Optional.of(of(first, field).from),
                last.isEmpty() ? Optional.empty() : Optional.of(of(last, field).before));
        requireInOrder(range, field);
        return range;
    }

    static void requireInOrder(Range range, String field) {
        if (range.from.isPresent()
                && range.before.isPresent()
                && !range.from.get().isBefore(range.before.get())) {
            throw Unanswerable.wrong(field, "ends before it begins");
        }
    }

    /**
     * What a date stands for.
     *
     * @throws Unanswerable WRONG if it is none
     */
    static TimeSpan of(String text, String field) {
        try {
            Matcher date = DATE.matcher(text);
            if (date.matches()) {
                return ofDate(date);
            }
            if (TIME.matcher(text).matches()) {
                return ofTime(text);
            }
        } catch (DateTimeException e) {
            throw Unanswerable.wrong(field, "is %s, which is in no calendar; it should be %s".formatted(text, FORMS));
        }
        throw Unanswerable.wrong(field, "is %s; it should be %s".formatted(text, FORMS));
    }

    private static TimeSpan ofDate(Matcher date) {
        int year = Integer.parseInt(date.group(1));
        if (year < 1) {
            throw new DateTimeException("there is no year 0");
        }
        if (date.group(2) == null) {
            LocalDate first = LocalDate.of(year, 1, 1);
            return days(first, first.plusYears(1));
        }
        int month = Integer.parseInt(date.group(2));
        if (date.group(3) == null) {
            LocalDate first = LocalDate.of(year, month, 1);
            return days(first, first.plusMonths(1));
        }
        LocalDate day = LocalDate.of(year, month, Integer.parseInt(date.group(3)));
        return days(day, day.plusDays(1));
    }

    private static TimeSpan days(LocalDate first, LocalDate next) {
        return new TimeSpan(first.atStartOfDay(), next.atStartOfDay());
    }

    /** With a zone, it is put into UTC. */
    private static TimeSpan ofTime(String text) {
        String iso = text.replace(' ', 'T');
        boolean zoned = iso.endsWith("Z") || iso.lastIndexOf('+') > 0 || iso.lastIndexOf('-') > iso.indexOf('T');
        LocalDateTime time = zoned
                ? OffsetDateTime.parse(iso, DateTimeFormatter.ISO_OFFSET_DATE_TIME)
                        .withOffsetSameInstant(ZoneOffset.UTC)
                        .toLocalDateTime()
                : LocalDateTime.parse(iso);
        boolean seconds =
                iso.indexOf(':') != iso.replaceFirst("[+-]\\d{2}:\\d{2}$", "").lastIndexOf(':');
        return new TimeSpan(time, seconds ? time.plusSeconds(1) : time.plusMinutes(1));
    }
}
