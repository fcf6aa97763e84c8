package io.tagstream.clip.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelNameTest {

    @Test
    void aNameIsOfMainUnlessItSaysOtherwise() {
        assertThat(ModelName.of("openai/clip-vit-large-patch14"))
                .isEqualTo(new ModelName("openai/clip-vit-large-patch14", "main"))
                .hasToString("openai/clip-vit-large-patch14");
        assertThat(ModelName.of("openai/clip-vit-large-patch14@refs/pr/12"))
                .isEqualTo(new ModelName("openai/clip-vit-large-patch14", "refs/pr/12"))
                .hasToString("openai/clip-vit-large-patch14@refs/pr/12");
        assertThat(ModelName.of("laion/CLIP-ViT-B-32-laion2B-s34B-b79K").folder())
                .isEqualTo("models--laion--CLIP-ViT-B-32-laion2B-s34B-b79K");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"clip", "a/b/c", "../b", "a/..", "a/b--c", "a/b c", "/a", "a/", "", "https://huggingface.co/a/b"
            })
    void refusesWhatIsNoName(String text) {
        assertThatThrownBy(() -> ModelName.of(text)).isInstanceOf(HubException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b@", "a/b@../../x", "a/b@/x", "a/b@x/", "a/b@x y", "a/b@.x"})
    void refusesWhatIsNoRevision(String text) {
        assertThatThrownBy(() -> ModelName.of(text))
                .isInstanceOf(HubException.class)
                .hasMessageContaining("is no revision");
    }
}
