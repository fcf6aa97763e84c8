package io.tagstream.tagging;

/**
 * What a tag had to beat.
 *
 * @param name id of a tag, or a whole prompt
 * @param cosine of the photo and it
 */
public record Competitor(Kind kind, String name, double cosine, double logit) {

    /** Why it competes. */
    public enum Kind {
        /** Another tag of the same one-of group. */
        SIBLING,
        /** The tag above, which here means none of those below it in particular. */
        PARENT,
        /** A prompt of what the tag is mistaken for. */
        NEGATIVE,
        /** A prompt that describes nothing in particular. */
        BACKGROUND
    }
}
