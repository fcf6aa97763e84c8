package io.tagstream.retag;

import java.util.Locale;

/** Where a job is. */
public enum JobState {
    RUNNING,
    PAUSED,
    DONE,
    CANCELLED,
    /** A chunk failed for a reason that trying again does not mend; the job's detail says which. It can be resumed. */
    FAILED;

    /** Whether there is nothing more to come of it. */
    public boolean hasEnded() {
        return this == DONE || this == CANCELLED;
    }

    String column() {
        return name().toLowerCase(Locale.ROOT);
    }

    static JobState ofColumn(String value) {
        return valueOf(value.toUpperCase(Locale.ROOT));
    }
}
