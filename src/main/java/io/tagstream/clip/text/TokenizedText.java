package io.tagstream.clip.text;

import java.util.List;

/**
 * A text as the model gets it.
 *
 * @param ids special tokens included, padding not
 * @param pieces what each id stands for, as the tokenizer's vocabulary has it
 * @param contextLength the most ids of a text
 * @param cut whether the text was longer than that and lost its end
 * @param padding ids that fill the context, which some models need
 */
public record TokenizedText(List<Long> ids, List<String> pieces, int contextLength, boolean cut, int padding) {

    public TokenizedText {
        ids = List.copyOf(ids);
        pieces = List.copyOf(pieces);
    }
}
