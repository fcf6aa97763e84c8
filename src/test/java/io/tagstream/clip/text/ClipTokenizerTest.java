package io.tagstream.clip.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagstream.clip.SharedData;
import io.tagstream.clip.checkpoint.TextPreparation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

@TestInstance(Lifecycle.PER_CLASS)
class ClipTokenizerTest {

    private static final long START = 49_406;
    private static final long END = 49_407;

    private ClipTokenizer tokenizer;

    @BeforeAll
    void open() throws IOException {
        byte[] json = Files.readAllBytes(SharedData.path("golden/tiny-clip/tokenizer.json"));
        tokenizer = new ClipTokenizer(json, 77, 49_408, TextPreparation.NONE);
    }

    @AfterAll
    void close() {
        if (tokenizer != null) {
            tokenizer.close();
        }
    }

    @Test
    void aTextThatIsTooLongKeepsItsEndToken() {
        assertThat(tokenizer.ids("cat ".repeat(500)))
                .hasSize(77)
                .startsWith(START)
                .endsWith(END);
    }

    @Test
    void anEmptyTextIsStartAndEnd() {
        assertThat(tokenizer.ids("")).containsExactly(START, END);
    }

    @Test
    void aBatchIsAsWideAsItsLongestText() {
        assertThat(tokenizer.batch(List.of("a cat", "a")))
                .isDeepEqualTo(new long[][] {{START, 320, 2368, END}, {START, 320, END, END}});
    }

    @Test
    void theLengthOfATextIsThatBeforeItIsCut() {
        assertThat(tokenizer.length("")).isEqualTo(2);
        assertThat(tokenizer.length("a cat")).isEqualTo(4);
        assertThat(tokenizer.length("cat ".repeat(75))).isEqualTo(77);
        assertThat(tokenizer.length("cat ".repeat(76))).isEqualTo(78);
        assertThat(tokenizer.length("cat ".repeat(500))).isEqualTo(502);
    }

    @Test
    void refusesWhatIsNoTokenizer() {
        assertThatThrownBy(() ->
                        new ClipTokenizer("{}".getBytes(StandardCharsets.UTF_8), 77, 49_408, TextPreparation.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tokenizer.json is not understood");
    }
}
