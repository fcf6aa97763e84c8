package io.tagstream.clip;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.clip.checkpoint.Snapshot;
import io.tagstream.clip.checkpoint.TextConfig;
import io.tagstream.clip.text.ClipTokenizer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Texts to ids, against transformers. */
class TokenParityTest {

    @ParameterizedTest
    @MethodSource("io.tagstream.clip.GoldenModel#all")
    void idsAreThoseOfTheReference(GoldenModel golden) {
        Snapshot snapshot = Snapshot.read(golden.snapshot());
        TextConfig config = snapshot.config().text();
        try (ClipTokenizer tokenizer = new ClipTokenizer(
                snapshot.tokenizer().json(),
                config.contextLength(),
                config.vocabulary(),
                snapshot.tokenizer().preparation())) {
            assertThat(golden.tokens()).hasSizeGreaterThan(30).allSatisfy(tokens -> assertThat(
                            tokenizer.ids(tokens.text()))
                    .as(tokens.text())
                    .containsExactly(tokens.ids().toArray(new Long[0])));
        }
    }
}
