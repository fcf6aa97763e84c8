package io.tagstream.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The fields of EXIF (CIPA DC-008) that are kept, from what cameras write to values that can be stored. */
final class ExifFields {

    static final int MAKE = 0x010F;
    static final int MODEL = 0x0110;
    static final int SHOT = 0x8769;
    static final int GPS = 0x8825;

    private static final int DATE_TIME_ORIGINAL = 0x9003;
    private static final int OFFSET_TIME_ORIGINAL = 0x9011;
    private static final int LATITUDE_REF = 1;
    private static final int LATITUDE = 2;
    private static final int LONGITUDE_REF = 3;
    private static final int LONGITUDE = 4;

    private static final int MAX_BYTES = 4 * Exif.MAX_TEXT;
    private static final Pattern TIME = Pattern.compile("(\\d{4}):(\\d\\d):(\\d\\d) (\\d\\d):(\\d\\d):(\\d\\d)");
    private static final Pattern OFFSET = Pattern.compile("[+-]\\d\\d:\\d\\d");

    private ExifFields() {}

    /** A text up to its first NUL, without what cannot be shown, stored or compared. */
    static Optional<String> text(TiffTags tags, int tag) {
        return tags.text(tag, MAX_BYTES).map(ExifFields::cleaned).filter(text -> !text.isEmpty());
    }

    private static String cleaned(byte[] bytes) {
        int end = 0;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, 0, end, UTF_8)
                .codePoints()
                .filter(c -> !Character.isISOControl(c) && c != '\uFFFD')
                .limit(Exif.MAX_TEXT)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
    }

    /** When the shutter opened. When the file was changed or a print scanned is something else, and not taken for it. */
    static Optional<LocalDateTime> time(TiffTags tags) {
        return text(tags, DATE_TIME_ORIGINAL)
                .map(TIME::matcher)
                .filter(Matcher::matches)
                .flatMap(ExifFields::time);
    }

    /** Cameras whose clock was never set write zeros. */
    private static Optional<LocalDateTime> time(Matcher parts) {
        try {
            LocalDateTime time = LocalDateTime.of(
                    number(parts, 1),
                    number(parts, 2),
                    number(parts, 3),
                    number(parts, 4),
                    number(parts, 5),
                    number(parts, 6));
            return time.getYear() == 0 ? Optional.empty() : Optional.of(time);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static int number(Matcher parts, int group) {
        return Integer.parseInt(parts.group(group));
    }

    static Optional<ZoneOffset> offset(TiffTags tags) {
        return text(tags, OFFSET_TIME_ORIGINAL)
                .filter(text -> OFFSET.matcher(text).matches())
                .flatMap(ExifFields::offset);
    }

    private static Optional<ZoneOffset> offset(String text) {
        try {
            return Optional.of(ZoneOffset.of(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Where the camera was. Exactly 0, 0, in the Atlantic, is what a receiver without a fix writes. */
    static Optional<Exif.Position> position(TiffTags gps) {
        double latitude = degrees(gps, LATITUDE, LATITUDE_REF, "N", "S");
        double longitude = degrees(gps, LONGITUDE, LONGITUDE_REF, "E", "W");
        boolean known = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 && (latitude != 0 || longitude != 0);
        return known ? Optional.of(new Exif.Position(latitude, longitude)) : Optional.empty();
    }

    /** Degrees, minutes and seconds, of which cameras leave out the latter as 0/1 or as 0/0. */
    private static double degrees(TiffTags gps, int tag, int reference, String positive, String negative) {
        String sign = text(gps, reference).orElse("");
        if (!sign.equals(positive) && !sign.equals(negative)) {
            return Double.NaN;
        }
        double degrees =
                gps.rational(tag, 0) + orZero(gps.rational(tag, 1)) / 60 + orZero(gps.rational(tag, 2)) / 3_600;
        return sign.equals(positive) ? degrees : -degrees;
    }

    private static double orZero(double value) {
        return Double.isNaN(value) ? 0 : value;
    }
}
