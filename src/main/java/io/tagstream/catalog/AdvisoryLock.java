package io.tagstream.catalog;

/** PostgreSQL advisory locks by name; they live in the two-integer space, under our own first integer. */
public enum AdvisoryLock {
    OUTBOX_ORDER(0),
    RELAY_LEADER(1),
    TAXONOMY_CHANGE(2),
    RELEASES(3),
    SEARCH_INDEX(4),
    LIKENESSES(5);

    /** "tags" in ASCII. */
    private static final int SPACE = 0x74616773;

    private final int key;

    AdvisoryLock(int key) {
        this.key = key;
    }

    /** The arguments of {@code pg_advisory_lock(…)} and its relatives. */
    public String arguments() {
        return "(" + SPACE + ", " + key + ")";
    }
}
