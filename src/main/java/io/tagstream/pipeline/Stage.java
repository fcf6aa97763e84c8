package io.tagstream.pipeline;

import java.util.Locale;

/** Steps whose time is measured; the names are metric labels. */
public enum Stage {
    FETCH,
    DECODE,
    ENCODE,
    TAG,
    RECORD;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
