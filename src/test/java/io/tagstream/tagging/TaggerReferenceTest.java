package io.tagstream.tagging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tagstream.clip.Embedding;
import io.tagstream.tagging.TagExplanation.Decision;
import io.tagstream.taxonomy.Tag;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The tagger over random releases, against {@link ReferenceScoring} and against itself. */
class TaggerReferenceTest {

    private static final int RELEASES = 200;
    private static final int PHOTOS = 10;

    @Test
    void everyTagIsScoredAsTheDefinitionSays() {
        Random random = new Random(4);
        for (int i = 0; i < RELEASES; i++) {
            RandomRelease release = RandomRelease.of(random, 1);
            Embedding photo = release.photos().getFirst();
            ReferenceScoring reference = new ReferenceScoring(release, photo);

            Explanation explanation = release.tagger().explain(photo);

            for (TagExplanation scored : explanation.tags()) {
                Tag tag = release.taxonomy().tag(scored.tagId()).orElseThrow();
                assertThat(scored.cosine()).isEqualTo(reference.cosine(tag), within(1e-6));
                assertThat(scored.logOdds()).isEqualTo(reference.logOdds(tag), within(1e-4));
                assertThat(scored.confidence()).isEqualTo(reference.confidence(tag), within(1e-4));
            }
        }
    }

    @Test
    void photosGetWhatTheDefinitionSays() {
        Random random = new Random(5);
        int given = 0;
        int close = 0;
        for (int i = 0; i < RELEASES; i++) {
            RandomRelease release = RandomRelease.of(random, PHOTOS);
            Tagger tagger = release.tagger();
            for (Embedding photo : release.photos()) {
                ReferenceScoring reference = new ReferenceScoring(release, photo);

                List<AssignedTag> tags = tagger.tag(photo).tags();

                if (reference.isClose()) {
                    close++;
                } else {
                    assertThat(tags)
                            .extracting(AssignedTag::tagId)
                            .containsExactlyInAnyOrderElementsOf(reference.given());
                    given += tags.size();
                }
            }
        }
        assertThat(close).isLessThan(RELEASES * PHOTOS / 20);
        assertThat(given).isGreaterThan(RELEASES * PHOTOS);
    }

    @Test
    void explanationsAgreeWithWhatIsGiven() {
        Random random = new Random(6);
        Map<Decision, Integer> decisions = new EnumMap<>(Decision.class);
        for (int i = 0; i < RELEASES; i++) {
            RandomRelease release = RandomRelease.of(random, PHOTOS);
            Tagger tagger = release.tagger();
            for (Embedding photo : release.photos()) {
                Explanation explanation = tagger.explain(photo);

                List<AssignedTag> tags = tagger.tag(photo).tags();

                assertThat(explanation.tags().stream().filter(TagExplanation::isGiven))
                        .extracting(TagExplanation::tagId)
                        .containsExactlyInAnyOrderElementsOf(
                                tags.stream().map(AssignedTag::tagId).toList());
                for (AssignedTag tag : tags) {
                    TagExplanation explained = explanation.tag(tag.tagId()).orElseThrow();
                    assertThat(explained.confidence()).isEqualTo(tag.confidence());
                    assertThat(explained.cosine()).isEqualTo(tag.score().orElseThrow());
                    assertThat(explained.confidence()).isGreaterThanOrEqualTo(explained.threshold());
                }
                explanation.tags().forEach(tag -> decisions.merge(tag.decision(), 1, Integer::sum));
                assertThat(tagger.logOdds(photo)).allSatisfy((id, odds) -> assertThat(
                                explanation.tag(id).orElseThrow().logOdds())
                        .isEqualTo(odds));
            }
        }
        assertThat(decisions).containsOnlyKeys(Decision.values());
    }

    @Test
    void aPhotoGetsTheSameBitsInAnyCompany() {
        Random random = new Random(7);
        for (int i = 0; i < 10; i++) {
            RandomRelease release = RandomRelease.of(random, 150);
            Tagger tagger = release.tagger();
            List<Embedding> photos = new ArrayList<>(release.photos());
            Map<Embedding, Tagging> alone = new HashMap<>();
            photos.forEach(photo -> alone.put(photo, tagger.tag(photo)));
            Collections.shuffle(photos, random);
            int size = random.nextInt(1, 151);

            List<Tagging> together = IntStream.range(0, (150 + size - 1) / size)
                    .parallel()
                    .mapToObj(batch -> photos.subList(batch * size, Math.min(150, (batch + 1) * size)))
                    .flatMap(batch -> tagger.tag(values(batch), batch.size()).stream())
                    .toList();

            for (int p = 0; p < 150; p++) {
                assertThat(together.get(p)).isEqualTo(alone.get(photos.get(p)));
            }
        }
    }

    private static float[] values(List<Embedding> photos) {
        float[] values = new float[photos.size() * RandomRelease.DIMENSIONS];
        for (int p = 0; p < photos.size(); p++) {
            System.arraycopy(photos.get(p).values(), 0, values, p * RandomRelease.DIMENSIONS, RandomRelease.DIMENSIONS);
        }
        return values;
    }
}
