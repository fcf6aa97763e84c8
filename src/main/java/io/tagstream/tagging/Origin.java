package io.tagstream.tagging;

/** Who says that a photo shows something. */
public enum Origin {
    /** The model, by the tag's prompts. */
    MODEL("model"),
    /** What was learned from examples of the tag. */
    LEARNED("learned"),
    /** Somebody who looked. */
    HUMAN("human");

    private final String word;

    Origin(String word) {
        this.word = word;
    }

    /** As it is stored and published. */
    public String word() {
        return word;
    }
}
