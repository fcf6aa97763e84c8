package io.tagstream.tagging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tagstream.clip.Embedding;
import io.tagstream.taxonomy.Facet;
import io.tagstream.taxonomy.FacetKind;
import io.tagstream.taxonomy.FixedVectors;
import io.tagstream.taxonomy.LabelMatrix;
import io.tagstream.taxonomy.Tag;
import io.tagstream.taxonomy.Taxonomies;
import io.tagstream.taxonomy.Taxonomy;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tagger against its definition, written down naively in float64: no matrix, no stable softmax, no float32. */
class TaggerReferenceTest {

    private static final int DIMENSIONS = 96;
    private static final double LOGIT_SCALE = 20; // random directions are further apart than CLIP's

    private final FixedVectors encoder = new FixedVectors(DIMENSIONS, Map.of());

    @Test
    void randomPhotosGetWhatTheDefinitionSays() {
        Random random = new Random(4);
        long given = 0;
        for (int i = 0; i < 100; i++) {
            Taxonomy taxonomy = Taxonomies.random(random);
            Tagger tagger = new Tagger(LabelMatrix.compile(taxonomy, "model", encoder), LOGIT_SCALE);
            Embedding photo = FixedVectors.direction(random, DIMENSIONS);

            List<AssignedTag> tags = tagger.tag(photo).tags();

            List<AssignedTag> expected = definition(taxonomy, photo);
            assertThat(tags).extracting(AssignedTag::tagId).isEqualTo(ids(expected));
            for (int t = 0; t < tags.size(); t++) {
                assertThat(tags.get(t).score()).isEqualTo(expected.get(t).score(), within(1e-6));
                assertThat(tags.get(t).confidence()).isEqualTo(expected.get(t).confidence(), within(1e-6));
            }
            given += tags.size();
        }
        assertThat(given).isGreaterThan(100);
    }

    @Test
    void aPhotoGetsTheSameInAnyCompany() {
        Random random = new Random(5);
        Taxonomy taxonomy = Taxonomies.random(random);
        Tagger tagger = new Tagger(LabelMatrix.compile(taxonomy, "model", encoder), LOGIT_SCALE);
        List<Embedding> photos = Stream.generate(() -> FixedVectors.direction(random, DIMENSIONS))
                .limit(200)
                .toList();

        List<Tagging> together = photos.parallelStream().map(tagger::tag).toList();

        assertThat(together).isEqualTo(photos.stream().map(tagger::tag).toList());
    }

    private List<AssignedTag> definition(Taxonomy taxonomy, Embedding photo) {
        return taxonomy.facets().stream()
                .flatMap(facet -> definition(taxonomy, facet, photo))
                .sorted(Comparator.comparingDouble(AssignedTag::confidence)
                        .reversed()
                        .thenComparing(AssignedTag::tagId))
                .toList();
    }

    private Stream<AssignedTag> definition(Taxonomy taxonomy, Facet facet, Embedding photo) {
        double[] background = taxonomy.background(facet).stream()
                .mapToDouble(prompt -> exp(cosine(List.of(prompt), photo)))
                .toArray();
        double backgroundSum = Arrays.stream(background).sum();
        double tagSum = facet.scored().stream()
                .mapToDouble(tag -> exp(cosine(taxonomy.prompts(facet, tag), photo)))
                .sum();
        boolean oneOf = facet.kind() == FacetKind.ONE_OF;
        List<AssignedTag> ranked = facet.scored().stream()
                .map(tag -> {
                    double cosine = cosine(taxonomy.prompts(facet, tag), photo);
                    double rest = oneOf ? tagSum + backgroundSum : exp(cosine) + backgroundSum / background.length;
                    return new AssignedTag(tag.id(), facet.id(), cosine, exp(cosine) / rest);
                })
                .sorted(Comparator.comparingDouble(AssignedTag::confidence).reversed())
                .toList();
        if (oneOf) {
            double best = Arrays.stream(background).max().orElseThrow() / (tagSum + backgroundSum);
            return ranked.stream()
                    .limit(1)
                    .filter(tag -> tag.confidence() > best && tag.confidence() >= threshold(taxonomy, facet, tag));
        }
        return ranked.stream()
                .filter(tag -> tag.confidence() >= threshold(taxonomy, facet, tag))
                .limit(facet.limit());
    }

    private static double threshold(Taxonomy taxonomy, Facet facet, AssignedTag assigned) {
        Tag tag = facet.tags().stream()
                .filter(candidate -> candidate.id().equals(assigned.tagId()))
                .findFirst()
                .orElseThrow();
        return taxonomy.threshold(facet, tag);
    }

    private static double exp(double cosine) {
        return Math.exp(LOGIT_SCALE * cosine);
    }

    private double cosine(List<String> prompts, Embedding photo) {
        double[] mean = new double[DIMENSIONS];
        for (String prompt : prompts) {
            double[] vector = doubles(encoder.embedding(prompt).values());
            double norm = Math.sqrt(dot(vector, vector));
            for (int d = 0; d < DIMENSIONS; d++) {
                mean[d] += vector[d] / norm / prompts.size();
            }
        }
        return dot(mean, doubles(photo.values())) / Math.sqrt(dot(mean, mean));
    }

    private static double[] doubles(float[] floats) {
        double[] doubles = new double[floats.length];
        for (int d = 0; d < floats.length; d++) {
            doubles[d] = floats[d];
        }
        return doubles;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int d = 0; d < a.length; d++) {
            sum += a[d] * b[d];
        }
        return sum;
    }

    private static List<String> ids(List<AssignedTag> tags) {
        return tags.stream().map(AssignedTag::tagId).toList();
    }
}
