package io.tagstream.decode;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** What the file type box at the start of a HEIF says (ISO/IEC 14496-12): a major brand, a version, and brands it is compatible with. */
final class HeifBrands {

    private static final Set<String> AV1 = Set.of("avif", "avis");

    /** HEVC, single and as a sequence, and the structural brands that any HEIF picture may have. */
    private static final Set<String> HEIF =
            Set.of("heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs", "mif1", "mif2", "msf1", "miaf");

    private static final int BRANDS_START = 8;
    private static final int BRAND_BYTES = 4;

    /** More than any encoder lists. */
    private static final int MOST_BYTES = 512;

    private HeifBrands() {}

    /** HEIC or AVIF, by the brands; empty for anything else, videos among them. */
    static Optional<ImageFormat> formatOf(byte[] bytes) {
        if (bytes.length < BRANDS_START + BRAND_BYTES || !text(bytes, 4).equals("ftyp")) {
            return Optional.empty();
        }
        long box = Integer.toUnsignedLong(ByteBuffer.wrap(bytes).getInt(0));
        int end = (int) Math.min(Math.min(box, MOST_BYTES), bytes.length);
        Set<String> brands = new HashSet<>(Set.of(text(bytes, BRANDS_START)));
        for (int at = BRANDS_START + 2 * BRAND_BYTES; at + BRAND_BYTES <= end; at += BRAND_BYTES) {
            brands.add(text(bytes, at));
        }
        if (brands.stream().anyMatch(AV1::contains)) {
            return Optional.of(ImageFormat.AVIF);
        }
        return brands.stream().anyMatch(HEIF::contains) ? Optional.of(ImageFormat.HEIC) : Optional.empty();
    }

    private static String text(byte[] bytes, int at) {
        return new String(bytes, at, BRAND_BYTES, ISO_8859_1);
    }
}
