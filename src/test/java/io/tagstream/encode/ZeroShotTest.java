package io.tagstream.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tagstream.clip.Embedding;
import io.tagstream.clip.LogitHead;
import io.tagstream.clip.LogitHead.Kind;
import io.tagstream.encode.ZeroShot.Label;
import io.tagstream.encode.ZeroShot.Score;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ZeroShotTest {

    private static final Embedding PHOTO = new Embedding(new float[] {1, 0});
    private static final List<Embedding> PROMPTS =
            List.of(new Embedding(new float[] {0, 1}), new Embedding(new float[] {0.8f, 0.6f}));
    private static final List<Label> LABELS = ZeroShot.labels(List.of("cat", "dog"), Optional.empty());

    @Test
    void labelsOfASoftmaxShareOneProbability() {
        List<Score> scores = ZeroShot.scores(new LogitHead(2, 0, Kind.SOFTMAX), PHOTO, LABELS, PROMPTS);

        assertThat(scores).extracting(score -> score.label().name()).containsExactly("dog", "cat");
        assertThat(scores.getFirst().cosine()).isCloseTo(0.8, within(1e-7));
        assertThat(scores.getFirst().logit()).isCloseTo(1.6, within(1e-6));
        assertThat(scores.getFirst().probability()).isCloseTo(1 / (1 + Math.exp(-1.6)), within(1e-7));
        assertThat(scores.stream().mapToDouble(Score::probability).sum()).isCloseTo(1, within(1e-12));
    }

    @Test
    void labelsOfASigmoidStandAlone() {
        List<Score> scores = ZeroShot.scores(new LogitHead(2, -1, Kind.SIGMOID), PHOTO, LABELS, PROMPTS);

        assertThat(scores.getFirst().probability()).isCloseTo(1 / (1 + Math.exp(-0.6)), within(1e-7));
        assertThat(scores.getLast().probability()).isCloseTo(1 / (1 + Math.exp(1)), within(1e-7));
    }

    @Test
    void theTemplateIsAskedAndTheNameIsAnswered() {
        assertThat(ZeroShot.labels(List.of(" cat "), Optional.of("a photo of a {}")))
                .containsExactly(new Label("cat", "a photo of a cat"));
    }

    @Test
    void refusesLabelsThatCannotBeAnswered() {
        assertRefused(List.of(), Optional.empty(), "there are no labels");
        assertRefused(List.of("cat", " "), Optional.empty(), "label 2 is empty");
        assertRefused(List.of("cat", "dog", "cat "), Optional.empty(), "'cat' is named twice");
        assertRefused(List.of("cat"), Optional.of("a photo"), "no {} for the label: a photo");
    }

    private static void assertRefused(List<String> names, Optional<String> template, String message) {
        assertThatThrownBy(() -> ZeroShot.labels(names, template))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
