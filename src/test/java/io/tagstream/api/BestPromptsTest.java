package io.tagstream.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.api.ExplanationView.PromptView;
import io.tagstream.clip.Embedding;
import io.tagstream.tagging.Calibration;
import io.tagstream.tagging.LearnedTag;
import io.tagstream.tagging.TagExplanation;
import io.tagstream.tagging.TagExplanation.Decision;
import io.tagstream.taxonomy.FacetKind;
import io.tagstream.taxonomy.Taxonomy;
import io.tagstream.taxonomy.TaxonomyYaml;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BestPromptsTest {

    private static final Taxonomy PETS = TaxonomyYaml.read("pets", """
            name: pets
            background: [a photo]
            facets:
              - id: pet
                kind: any-of
                tags:
                  - {id: dog, prompts: [hound, poodle, beagle]}
                  - {id: cat, prompts: [lion, tiger]}
                  - {id: sea, prompts: [waves]}
            """.getBytes(StandardCharsets.UTF_8));

    private static final Embedding PHOTO = new Embedding(new float[] {0.6f, 0.8f});

    private final List<String> asked = new ArrayList<>();

    @Test
    void isTheOneThatIsMostLikeThePhoto() {
        Map<String, PromptView> best = prompts(10).of(PHOTO, List.of(tag("dog"), tag("cat")));

        assertThat(best.get("dog")).isEqualTo(new PromptView("poodle", PHOTO.cosine(text("poodle")), 3));
        assertThat(best.get("cat"))
                .as("equally alike")
                .isEqualTo(new PromptView("lion", PHOTO.cosine(text("lion")), 2));
        assertThat(asked).containsExactly("hound", "poodle", "beagle", "lion", "tiger");
    }

    @Test
    void thatOfASinglePromptIsKnown() {
        assertThat(prompts(10).of(PHOTO, List.of(tag("sea")))).containsEntry("sea", new PromptView("waves", 0.25, 1));
        assertThat(asked).isEmpty();
    }

    @Test
    void leavesOutWhatThereIsNoPlaceFor() {
        assertThat(prompts(4).of(PHOTO, List.of(tag("dog"), tag("cat"), tag("sea"))))
                .containsOnlyKeys("dog", "sea");
        assertThat(prompts(2).of(PHOTO, List.of(tag("dog"), tag("cat"), tag("sea"))))
                .containsOnlyKeys("cat");
    }

    @Test
    void promptsOfALearnedTagHaveNoSay() {
        TagExplanation learned = tag("dog", Optional.of(new LearnedTag(new float[] {1, 0}, 0, 8, 0.5, 0.1)));

        assertThat(prompts(10).of(PHOTO, List.of(learned))).isEmpty();
        assertThat(asked).isEmpty();
    }

    private BestPrompts prompts(int most) {
        return new BestPrompts(PETS, most, texts -> {
            asked.addAll(texts);
            return texts.stream().map(BestPromptsTest::text).toList();
        });
    }

    private static Embedding text(String prompt) {
        return new Embedding(prompt.equals("poodle") ? new float[] {0, 1} : new float[] {1, 0});
    }

    private static TagExplanation tag(String id) {
        return tag(id, Optional.empty());
    }

    private static TagExplanation tag(String id, Optional<LearnedTag> learned) {
        return new TagExplanation(
                id,
                "pet",
                Optional.empty(),
                FacetKind.ANY_OF,
                0.25,
                25,
                1,
                Calibration.NONE,
                0.7,
                0.5,
                Decision.GIVEN,
                learned,
                List.of(),
                0);
    }
}
