package io.tagstream.clip.checkpoint;

/**
 * What is done to a text beside running its {@code tokenizer.json}.
 *
 * @param cleaning before tokenizing
 * @param padding after it
 */
public record TextPreparation(Cleaning cleaning, Padding padding) {

    /** CLIP's: its tokenizer cleans by itself, and what follows the end token is never looked at. */
    public static final TextPreparation NONE = new TextPreparation(Cleaning.NONE, Padding.none());

    /** What a text is cleaned of. */
    public enum Cleaning {
        NONE,
        /** Upper case: SigLIP 2 was trained without. */
        LOWERCASE,
        /**
         * Upper case, ASCII punctuation and repeated whitespace: what SigLIP was trained without (big_vision's {@code
         * canonicalize_text}).
         */
        CANONICAL
    }

    /**
     * To the context length, since a transformer that reads in both directions sees what follows the text.
     *
     * @param side where ids are added
     * @param id of the padding token
     */
    public record Padding(Side side, long id) {

        /** Where padding goes. */
        public enum Side {
            NONE,
            LEFT,
            RIGHT
        }

        static Padding none() {
            return new Padding(Side.NONE, 0);
        }
    }
}
