package io.tagstream.evaluation.html;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.evaluation.Evaluation;
import io.tagstream.evaluation.Zoo;
import io.tagstream.taxonomy.Problem;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvaluationPageTest {

    private static final String PICTURE = "data:image/jpeg;base64,AAAA";

    @Test
    void loadsNothing() {
        String page = page("photo.jpg");

        assertThat(page).contains("default-src &#39;none&#39;").contains("src=\"" + PICTURE + "\"");
        assertThat(Pattern.compile("(?i)\\b(src|href|action)\\s*=\\s*\"(?!data:|#)|url\\(|@import|https?:")
                        .matcher(page)
                        .results())
                .isEmpty();
    }

    /** Each stands where a name of a photo does, in texts and in attributes. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>.jpg",
                "\"><img src=x onerror=alert(1)>.jpg",
                "' onload='alert(1)",
                "</style></script><svg/onload=alert(1)>",
                "&lt;b&gt;.jpg"
            })
    void aNameIsNeverMarkup(String name) {
        String page = page(name);

        String escaped = Element.of("b", name).toString().replaceAll("</?b>", "");
        assertThat(escaped).doesNotContain("<", ">", "\"", "'");
        assertThat(page).contains("<bdi class=\"name\">" + escaped + "</bdi>");
        assertThat(page).doesNotContain(name.replaceAll("^&lt;b&gt;.jpg$", "<b>.jpg"));
        assertThat(page.split("<script", -1)).hasSize(2); // ours
        assertThat(page.split("<style", -1)).hasSize(2);
    }

    @Test
    void controlCharactersAndHalfPairsAreNotWritten() {
        assertThat(Element.of("p", "a\0b\u001b[31mc\ud800d\u0085").toString())
                .isEqualTo("<p>a\ufffdb\ufffd[31mc\ufffdd\ufffd</p>");
    }

    @Test
    void hasEveryPartInWordsToo() {
        String page = page("photo.jpg");

        assertThat(page)
                .contains("<dt>micro-F1</dt><dd>0.700</dd>")
                .contains("aria-label=\"Precision against recall of dog: average precision")
                .contains("aria-label=\"Reliability of All tags, bins of equal width: confidence")
                .contains("<caption>colour</caption>")
                .contains("alt=\"photo.jpg: given dog with 95.0\u00a0%, shows cat, grass, also given beagle\"")
                .contains("<bdi>labels.csv:3</bdi><span>there is no tag &quot;hound&quot;</span>");
        assertThat(Pattern.compile("<svg (?![^>]*aria-label)|<img (?![^>]*alt=)")
                        .matcher(page)
                        .results())
                .isEmpty();
    }

    @Test
    void saysWhereAPhotoCannotBeShown() {
        String page = new EvaluationPage("model", "release", _ -> Optional.empty()).render(Zoo.evaluation(), List.of());

        assertThat(page).contains("cannot be shown").doesNotContain("<img");
    }

    private static String page(String name) {
        Evaluation evaluation = Zoo.evaluation(name);
        return new EvaluationPage("a <model>", "release", _ -> Optional.of(PICTURE))
                .render(evaluation, List.of(new Problem("labels.csv:3", "there is no tag \"hound\"")));
    }
}
