package io.tagstream.decode;

import static io.tagstream.failure.FailureCode.IMAGE_FORMAT_UNSUPPORTED;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.tagstream.failure.Failure;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a file is by its first bytes, never by a name or a content type that somebody gave it.
 *
 * @param what in the words of a message
 * @param offset of the magic bytes from the file's start
 * @param magic one character per byte
 */
record Signature(String what, int offset, String magic) {

    private static final Map<Signature, ImageFormat> DECODED = Map.ofEntries(
            decoded(ImageFormat.JPEG, 0, "\u00ff\u00d8\u00ff"),
            decoded(ImageFormat.PNG, 0, "\u0089PNG\r\n\u001a\n"),
            decoded(ImageFormat.GIF, 0, "GIF87a"),
            decoded(ImageFormat.GIF, 0, "GIF89a"),
            decoded(ImageFormat.BMP, 0, "BM"),
            decoded(ImageFormat.TIFF, 0, "II*\0"),
            decoded(ImageFormat.TIFF, 0, "MM\0*"));

    private static final Signature RIFF = new Signature("WebP", 0, "RIFF");
    private static final Signature WEBP = new Signature("WebP", 8, "WEBP");

    /** Known by name only, for a message that helps; the first that fits counts. */
    private static final List<Signature> OTHERS = List.of(
            new Signature("a video", 4, "ftyp"),
            new Signature("a TIFF of 64 bits", 0, "II+\0"),
            new Signature("a TIFF of 64 bits", 0, "MM\0+"),
            new Signature("JPEG XL", 0, "\u00ff\n"),
            new Signature("JPEG XL", 4, "JXL "),
            new Signature("JPEG 2000", 4, "jP  "),
            new Signature("JPEG 2000", 0, "\u00ffO\u00ffQ"),
            new Signature("Photoshop", 0, "8BPS"),
            new Signature("PNM", 0, "P5"),
            new Signature("PNM", 0, "P6"),
            new Signature("an icon", 0, "\0\0\1\0"),
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
        for (Map.Entry<Signature, ImageFormat> known : DECODED.entrySet()) {
            if (known.getKey().fits(start)) {
                return known.getValue();
            }
        }
        if (RIFF.fits(start) && WEBP.fits(start)) {
            return ImageFormat.WEBP;
        }
        Optional<ImageFormat> heif = HeifBrands.formatOf(bytes);
        if (heif.isPresent()) {
            return heif.get();
        }
        throw new Failure(IMAGE_FORMAT_UNSUPPORTED, refusal(start));
    }

    private boolean fits(String start) {
        return start.startsWith(magic, offset);
    }

    private static Map.Entry<Signature, ImageFormat> decoded(ImageFormat format, int offset, String magic) {
        return Map.entry(new Signature(format.name(), offset, magic), format);
    }

    private static String refusal(String start) {
        for (Signature other : OTHERS) {
            if (other.fits(start)) {
                return other.what + " is not supported; JPEG, PNG, WebP, GIF, BMP, TIFF, HEIC and AVIF are";
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
