package io.tagstream.clip.checkpoint;

/**
 * The text transformer.
 *
 * @param contextLength the most tokens it reads, start and end tokens included
 * @param vocabulary number of token ids
 * @param endToken the id whose first position gives a text's embedding. Early snapshots say 2 where they mean the last
 *     of the vocabulary; the position is then that of the largest id, as in the transformers reference
 */
public record TextConfig(TowerConfig tower, int contextLength, int vocabulary, int endToken) {

    private static final int LEGACY_END_TOKEN = 2;

    static TextConfig of(JsonFields fields) {
        TextConfig text = new TextConfig(
                TowerConfig.of(fields, 12, 512, 8, 2048),
                fields.positive("max_position_embeddings", 77),
                fields.positive("vocab_size", 49_408),
                fields.whole("eos_token_id", 49_407));
        if (text.contextLength < 3) {
            throw fields.error("max_position_embeddings", "leaves no room between the start and the end token");
        }
        if (text.endToken < 0 || text.endToken >= text.vocabulary) {
            throw fields.error(
                    "eos_token_id", "is %d, outside of the vocabulary of %d".formatted(text.endToken, text.vocabulary));
        }
        return text;
    }

    public boolean endsAtLargestId() {
        return endToken == LEGACY_END_TOKEN;
    }
}
