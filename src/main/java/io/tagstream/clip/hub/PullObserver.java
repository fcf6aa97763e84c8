package io.tagstream.clip.hub;

/** Hears how far a download is. Called by one thread at a time. */
public interface PullObserver {

    PullObserver SILENT = new PullObserver() {};

    /** Something worth knowing, in a sentence: what is waited for, what is tried again. */
    default void note(String sentence) {}

    /**
     * A file begins.
     *
     * @param present bytes of it that an earlier, interrupted download has left
     */
    default void begins(HubFile file, long present) {}

    /**
     * Bytes have arrived.
     *
     * @param done bytes of the file that are on disk now; fewer than before where it had to start again
     */
    default void reached(HubFile file, long done) {}

    /** The file is there and is what the hub says it is. */
    default void ends(HubFile file) {}
}
