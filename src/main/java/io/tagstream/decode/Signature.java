package io.tagstream.decode;

import static io.tagstream.failure.FailureCode.IMAGE_FORMAT_UNSUPPORTED;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.tagstream.failure.Failure;
import java.util.List;
import java.util.Locale;

/**
 * What a file is by its first bytes, never by a name or a content type that somebody gave it.
 *
 * @param what in the words of a message
 * @param offset of the magic bytes from the file's start
 * @param magic one character per byte
 */
record Signature(String what, int offset, String magic) {

    private static final String JPEG = "\u00ff\u00d8\u00ff";
    private static final String PNG = "\u0089PNG\r\n\u001a\n";

    /** Known by name only, for a message that helps; the first that fits counts. */
    private static final List<Signature> OTHERS = List.of(
            new Signature("GIF", 0, "GIF8"),
            new Signature("WebP", 8, "WEBP"),
            new Signature("TIFF", 0, "II*\0"),
            new Signature("TIFF", 0, "MM\0*"),
            new Signature("BMP", 0, "BM"),
            new Signature("AVIF", 4, "ftypavi"),
            new Signature("HEIC", 4, "ftyphe"),
            new Signature("HEIC or AVIF", 4, "ftypmif1"),
            new Signature("HEIC or AVIF", 4, "ftypmsf1"),
            new Signature("a video", 4, "ftyp"),
            new Signature("JPEG XL", 0, "\u00ff\n"),
            new Signature("JPEG XL", 4, "JXL "),
            new Signature("JPEG 2000", 4, "jP  "),
            new Signature("Photoshop", 0, "8BPS"),
            new Signature("PDF", 0, "%PDF"));

    private static final List<Signature> TEXTS = List.of(
            new Signature("an HTML page", 0, "<!doctype html"),
            new Signature("an HTML page", 0, "<html"),
            new Signature("SVG", 0, "<svg"),
            new Signature("SVG or XML", 0, "<?xml"));

    /** As much as is looked at: a text may start with a byte order mark and blank lines. */
    private static final int START_BYTES = 64;

    /**
     * The format of a file that is decoded.
     *
     * @throws Failure IMAGE_FORMAT_UNSUPPORTED, naming what it is instead where that is known
     */
    static ImageFormat formatOf(byte[] bytes) {
        String start = new String(bytes, 0, Math.min(START_BYTES, bytes.length), ISO_8859_1);
        if (start.startsWith(JPEG)) {
            return ImageFormat.JPEG;
        }
        if (start.startsWith(PNG)) {
            return ImageFormat.PNG;
        }
        throw new Failure(IMAGE_FORMAT_UNSUPPORTED, refusal(start));
    }

    private static String refusal(String start) {
        for (Signature other : OTHERS) {
            if (start.startsWith(other.magic, other.offset)) {
                return other.what + " is not supported yet; JPEG and PNG are";
            }
        }
        String text = start.replace("\u00ef\u00bb\u00bf", "").stripLeading().toLowerCase(Locale.ROOT);
        for (Signature other : TEXTS) {
            if (text.startsWith(other.magic)) {
                return "not a picture but " + other.what;
            }
        }
        return "not a picture: the first bytes are of no known format";
    }
}
