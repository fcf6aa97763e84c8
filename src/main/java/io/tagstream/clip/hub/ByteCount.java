package io.tagstream.clip.hub;

import java.util.Locale;

/** Bytes as people read them, in powers of a thousand as the hub's pages have them. */
public final class ByteCount {

    private ByteCount() {}

    public static String text(long bytes) {
        if (bytes < 1_000) {
            return bytes + " B";
        }
        if (bytes < 1_000_000) {
            return String.format(Locale.ROOT, "%.1f kB", bytes / 1e3);
        }
        return bytes < 1_000_000_000
                ? String.format(Locale.ROOT, "%.1f MB", bytes / 1e6)
                : String.format(Locale.ROOT, "%.2f GB", bytes / 1e9);
    }
}
