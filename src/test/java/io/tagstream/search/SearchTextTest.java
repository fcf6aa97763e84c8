package io.tagstream.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tagstream.search.SearchText.Term;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchTextTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    two red circles on grass | two red circles on grass | ~~
                    ~   beach    party  ~ | beach party | ~~
                    beach -people | beach | -tag=people
                    -people beach | beach | -tag=people
                    -"street art" | ~~ | -tag=street art
                    -tag:people | ~~ | -tag=people
                    tag:beach tag:"street art" | ~~ | tag=beach, tag=street art
                    TAG:Beach Facet:Scene | ~~ | tag=Beach, facet=Scene
                    owner:ann dog camera:"X-T5" | dog | owner=ann, camera=X-T5
                    taken:2026-07-01..2026-08-01 | ~~ | taken=2026-07-01..2026-08-01
                    format:jpeg uploaded:2026 | ~~ | format=jpeg, uploaded=2026
                    well-lit room | well-lit room | ~~
                    a - b | a - b | ~~
                    \\-people | -people | ~~
                    "-people" | -people | ~~
                    "tag:beach" | tag:beach | ~~
                    tag\\:beach | tag:beach | ~~
                    a 16:9 screen | a 16:9 screen | ~~
                    http://example.org | http://example.org | ~~
                    he said: hello | he said: hello | ~~
                    :) :tag | :) :tag | ~~
                    -16:9 | ~~ | -tag=16:9
                    owner:"a \\"b\\" \\\\c" | ~~ | owner=a "b" \\c
                    "red  circle" on "the sky" | red circle on the sky | ~~
                    red\\ circle | red circle | ~~
                    "" | ~~ | ~~
                    back\\ | back\\ | ~~
                    owner:o'neil | ~~ | owner=o'neil
                    """)
    void takesApart(String text, String words, String terms) {
        SearchText parsed = SearchText.parse(text, "q");

        assertThat(parsed.words()).isEqualTo(words);
        assertThat(parsed.terms().stream().map(SearchTextTest::written).collect(Collectors.joining(", ")))
                .isEqualTo(terms);
    }

    private static String written(Term term) {
        return (term.excluded() ? "-" : "") + term.key().word() + "=" + term.value();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    a "red circle | q has a quote at character 3 that does not end
                    tag: | q says tag: and not what
                    owner:"" red | q says owner: and not what
                    -owner:ann | q says -owner:, and only tags can be excluded
                    -facet:scene | q says -facet:, and only tags can be excluded
                    tags:beach | q says tags:, which is no filter; do you mean tag:?
                    Ower:ann | q says Ower:, which is no filter; do you mean owner:?
                    """)
    void refusesWhatCannotBeMeant(String text, String detail) {
        assertThatExceptionOfType(Unanswerable.class)
                .isThrownBy(() -> SearchText.parse(text, "q"))
                .withMessageContaining(detail)
                .satisfies(e -> assertThat(e.field()).isEqualTo("q"));
    }

    @Test
    void anyTextIsTakenApartOrRefused() {
        String alphabet = "a -:\"\\ tag";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int rest = i; rest > 0; rest /= alphabet.length()) {
                text.append(alphabet.charAt(rest % alphabet.length()));
            }
            try {
                assertThat(SearchText.parse(text.toString(), "q").words()).doesNotContain("  ");
            } catch (Unanswerable e) {
                assertThat(e.detail()).startsWith("q ");
            }
        }
    }
}
