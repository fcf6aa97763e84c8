package io.tagstream.decode;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * EXIF in a PNG as ImageMagick wrote it before there was a chunk for it: a text, perhaps compressed, named "Raw profile type
 * exif", with the profile's name, its length, and its bytes in hexadecimal.
 */
final class PngRawProfile {

    private static final byte[] KEYWORD = "Raw profile type exif\0".getBytes(ISO_8859_1);

    /** Of the text; the orientation comes early. */
    private static final int MOST_BYTES = 64 << 10;

    private PngRawProfile() {}

    /** 1 to 8; upright where there is none, or none that can be read. */
    static int orientation(byte[] bytes, int from, int to, boolean compressed) {
        int start = from + KEYWORD.length;
        if (start >= to || !Arrays.equals(bytes, from, start, KEYWORD, 0, KEYWORD.length)) {
            return ExifOrientation.UPRIGHT;
        }
        String text = compressed
                ? inflated(bytes, start + 1, to - start - 1)
                : new String(bytes, start, Math.min(to - start, MOST_BYTES), ISO_8859_1);
        String[] lines = text.strip().split("\n", 3); // name, length, digits
        String digits = lines.length < 3 ? "" : lines[2].replaceAll("\\s", "");
        try {
            byte[] exif = HexFormat.of().parseHex(digits.substring(0, digits.length() & ~1));
            return ExifOrientation.readWithPrefix(exif, 0, exif.length);
        } catch (IllegalArgumentException noDigits) {
            return ExifOrientation.UPRIGHT;
        }
    }

    private static String inflated(byte[] bytes, int from, int length) {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(bytes, from, length);
            byte[] text = new byte[MOST_BYTES];
            int done = 0;
            int more;
            while ((more = inflater.inflate(text, done, MOST_BYTES - done)) > 0) {
                done += more;
            }
            return new String(text, 0, done, ISO_8859_1);
        } catch (DataFormatException damaged) {
            return "";
        } finally {
            inflater.end();
        }
    }
}
