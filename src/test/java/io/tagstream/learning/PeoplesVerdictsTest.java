package io.tagstream.learning;

import static io.tagstream.tagging.Verdict.ACCEPTED;
import static io.tagstream.tagging.Verdict.REJECTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.clip.Embedding;
import io.tagstream.tagging.Verdict;
import io.tagstream.taxonomy.FixedVectors;
import io.tagstream.taxonomy.LabelMatrix;
import io.tagstream.taxonomy.Taxonomies;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PeoplesVerdictsTest {

    private static final String ANIMALS = """
            name: animals
            background: [a photo]
            facets:
              - id: animal
                kind: one-of
                tags:
                  - {id: dog, children: {kind: one-of}}
                  - {id: beagle, parent: dog}
                  - {id: poodle, parent: dog}
                  - cat
              - id: thing
                kind: any-of
                tags: [ball, beach]
            """;

    private static final List<GroupedTag> TAGS =
            GroupedTag.of(LabelMatrix.compile(Taxonomies.read(ANIMALS), "model", new FixedVectors(8, Map.of())));

    private static final Embedding PHOTO = new Embedding(new float[] {1});

    @Test
    void whoeverAcceptsAKindHasSaidWhatItIsAKindOf() {
        PeoplesVerdicts verdicts = verdicts(Map.of("beagle", ACCEPTED), Set.of());

        assertThat(verdicts.examples(tag("beagle"), true)).containsExactly(0);
        assertThat(verdicts.examples(tag("dog"), true)).containsExactly(0);
        assertThat(verdicts.examples(tag("poodle"), false)).containsExactly(0);
        assertThat(verdicts.examples(tag("cat"), false)).containsExactly(0);
        assertThat(verdicts.telling(tag("cat"))).containsExactly(0);
        assertThat(verdicts.holds(tag("dog"), 0)).isTrue();
    }

    @Test
    void rejectingOneSaysNothingOfTheOthers() {
        PeoplesVerdicts verdicts = verdicts(Map.of("cat", REJECTED), Set.of("cat"));

        assertThat(verdicts.telling(tag("cat"))).containsExactly(0);
        assertThat(verdicts.holds(tag("cat"), 0)).isFalse();
        assertThat(verdicts.telling(tag("dog"))).isEmpty();
    }

    @Test
    void breedsAreNoQuestionWhereThereIsNoDog() {
        Map<String, Verdict> noBeagle = Map.of("beagle", REJECTED);

        assertThat(verdicts(noBeagle, Set.of("dog", "beagle")).telling(tag("beagle")))
                .containsExactly(0);
        assertThat(verdicts(noBeagle, Set.of()).telling(tag("beagle"))).isEmpty();
        assertThat(verdicts(Map.of("beagle", REJECTED, "dog", REJECTED), Set.of("dog", "beagle"))
                        .telling(tag("beagle")))
                .isEmpty();
        assertThat(verdicts(Map.of("cat", ACCEPTED), Set.of("dog")).examples(tag("beagle"), false))
                .isEmpty();
    }

    /** Or a tag would be the surer, the more often people miss it. */
    @Test
    void anAddedTagIsAnExampleAndTellsNothingOfConfidence() {
        PeoplesVerdicts verdicts = verdicts(Map.of("ball", ACCEPTED, "beach", ACCEPTED), Set.of("beach"));

        assertThat(verdicts.telling(tag("ball"))).isEmpty();
        assertThat(verdicts.examples(tag("ball"), true)).containsExactly(0);
        assertThat(verdicts.telling(tag("beach"))).containsExactly(0);
    }

    @Test
    void whatContradictsItselfAndUnknownTagsSayNothing() {
        PeoplesVerdicts verdicts = verdicts(Map.of("dog", ACCEPTED, "cat", ACCEPTED, "unicorn", ACCEPTED), Set.of());

        assertThat(verdicts.telling(tag("dog"))).isEmpty();
        assertThat(verdicts.telling(tag("cat"))).isEmpty();
    }

    private static PeoplesVerdicts verdicts(Map<String, Verdict> said, Set<String> shown) {
        return new PeoplesVerdicts(TAGS, List.of(new CorrectedPhoto(PHOTO, said)), List.of(shown));
    }

    private static GroupedTag tag(String id) {
        return TAGS.stream().filter(tag -> tag.id().equals(id)).findFirst().orElseThrow();
    }
}
