package io.tagstream.page;

/** How large a picture is shown. Names are part of file names in the cache, and of addresses. */
enum PictureSize {
    /** In a grid: sharp at 200 pixels of a screen with two for one. About 20 KB. */
    SMALL("small", 400),
    /** On the photo's page. About 150 KB. */
    LARGE("large", 1280);

    private final String word;
    private final int longest;

    PictureSize(String word, int longest) {
        this.word = word;
        this.longest = longest;
    }

    String word() {
        return word;
    }

    /** Pixels of the longer side, at most. */
    int longest() {
        return longest;
    }
}
