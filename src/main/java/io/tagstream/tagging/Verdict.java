package io.tagstream.tagging;

/** What somebody said of a tag of a photo. */
public enum Verdict {
    /** The photo shows it, whatever a model says. */
    ACCEPTED("accepted"),
    /** It does not. */
    REJECTED("rejected");

    private final String word;

    Verdict(String word) {
        this.word = word;
    }

    /** As it is stored and published. */
    public String word() {
        return word;
    }
}
