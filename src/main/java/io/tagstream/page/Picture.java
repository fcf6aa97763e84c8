package io.tagstream.page;

/** What there is to show of a photo. */
sealed interface Picture {

    /**
     * It can be seen.
     *
     * @param jpeg not copied: nobody writes to it
     */
    @SuppressWarnings("ArrayRecordComponent") // tens of kilobytes on their way to a browser; never compared
    record Seen(byte[] jpeg) implements Picture {}

    /**
     * It cannot be made now.
     *
     * @param reason a failure code
     * @param detail a sentence
     * @param passing whether trying again soon may help
     */
    record Unseen(String reason, String detail, boolean passing) implements Picture {}
}
