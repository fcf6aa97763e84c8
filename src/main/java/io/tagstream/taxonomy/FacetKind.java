package io.tagstream.taxonomy;

/** How the tags of a group relate, and so how they are scored. */
public enum FacetKind {
    /** They exclude each other, as colours or photo types do: at most one is given. */
    ONE_OF("one-of"),
    /** Each stands on its own, as subjects do: any number is given. */
    ANY_OF("any-of");

    private final String word;

    FacetKind(String word) {
        this.word = word;
    }

    /** As it is written in a taxonomy file. */
    public String word() {
        return word;
    }
}
