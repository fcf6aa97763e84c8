package io.tagstream.local;

import io.tagstream.clip.Embedding;
import io.tagstream.taxonomy.Children;
import io.tagstream.taxonomy.Facet;
import io.tagstream.taxonomy.FacetKind;
import io.tagstream.taxonomy.Naming;
import io.tagstream.taxonomy.Tag;
import io.tagstream.taxonomy.Taxonomy;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A made-up taxonomy of a given size, with embeddings to match. Half of its facets are one-of; a fifth of the tags are roots, the
 * others kinds of them, which exclude each other; every tenth has a negative.
 */
final class DrawnTaxonomy {

    private static final int TAGS_OF_A_FACET = 100;
    private static final int KINDS_OF_A_TAG = 4;
    private static final int TAGS_OF_A_PHOTO = 4;

    /** How far a photo's own tags and the background stand out: as in CLIP, some hundredths above other tags. */
    private static final double CLARITY = 0.15;

    private static final double BACKGROUND_CLARITY = 0.08;

    private static final List<String> BACKGROUND = List.of("a photo", "a picture", "an image");

    private final int dimensions;

    DrawnTaxonomy(int dimensions) {
        this.dimensions = dimensions;
    }

    Taxonomy taxonomy(int tags) {
        int facets = Math.ceilDiv(tags, TAGS_OF_A_FACET);
        return new Taxonomy(
                "drawn",
                "",
                List.of("a photo of {}"),
                BACKGROUND,
                Taxonomy.DEFAULT_THRESHOLD,
                Taxonomy.DEFAULT_LIMIT,
                IntStream.range(0, facets)
                        .mapToObj(f -> facet(f, Math.min(TAGS_OF_A_FACET, tags - f * TAGS_OF_A_FACET)))
                        .toList());
    }

    /** A direction for each prompt, the same each time. */
    List<Embedding> encode(List<String> prompts) {
        return prompts.stream()
                .map(prompt -> normalised(direction(new SplittableRandom(prompt.hashCode()))))
                .toList();
    }

    /** Photos that each show some of the tags; float32, photo by photo. */
    float[] photos(int count, int tags) {
        SplittableRandom random = new SplittableRandom(1);
        float[] values = new float[count * dimensions];
        for (int photo = 0; photo < count; photo++) {
            double[] sum = direction(random);
            for (String prompt : BACKGROUND) {
                add(sum, prompt, BACKGROUND_CLARITY);
            }
            for (int i = 0; i < TAGS_OF_A_PHOTO; i++) {
                int tag = random.nextInt(tags);
                add(sum, "a photo of " + word(tag), CLARITY);
                add(sum, "a photo of " + word(root(tag)), CLARITY);
            }
            System.arraycopy(normalised(sum).values(), 0, values, photo * dimensions, dimensions);
        }
        return values;
    }

    private static Facet facet(int number, int size) {
        int first = number * TAGS_OF_A_FACET;
        return new Facet(
                "facet-" + number,
                Naming.of("facet " + number),
                number % 2 == 0 ? FacetKind.ANY_OF : FacetKind.ONE_OF,
                List.of(),
                List.of(),
                OptionalDouble.empty(),
                size == 1 && number % 2 == 1 ? 1 : Facet.DEFAULT_LIMIT,
                IntStream.range(first, first + size)
                        .mapToObj(tag -> tag(tag, first + size))
                        .toList());
    }

    private static Tag tag(int number, int end) {
        boolean isRoot = root(number) == number;
        return new Tag(
                word(number),
                Naming.of(word(number)),
                List.of(),
                isRoot ? Optional.empty() : Optional.of(word(root(number))),
                List.of(),
                List.of(),
                number % 10 == 0 ? List.of("not " + word(number)) : List.of(),
                OptionalDouble.empty(),
                true,
                true,
                isRoot && number + 1 < end ? new Children(Optional.of(FacetKind.ONE_OF), List.of()) : Children.DEFAULT);
    }

    private static int root(int tag) {
        return tag - tag % (KINDS_OF_A_TAG + 1);
    }

    private static String word(int tag) {
        return "thing" + tag;
    }

    private double[] direction(SplittableRandom random) {
        double[] values = new double[dimensions];
        for (int d = 0; d < dimensions; d++) {
            values[d] = random.nextGaussian();
        }
        return values;
    }

    private void add(double[] sum, String prompt, double factor) {
        double[] direction = direction(new SplittableRandom(prompt.hashCode()));
        for (int d = 0; d < sum.length; d++) {
            sum[d] += factor * direction[d];
        }
    }

    private static Embedding normalised(double[] direction) {
        double squares = 0;
        for (double value : direction) {
            squares += value * value;
        }
        float[] values = new float[direction.length];
        for (int d = 0; d < values.length; d++) {
            values[d] = (float) (direction[d] / Math.sqrt(squares));
        }
        return new Embedding(values);
    }
}
