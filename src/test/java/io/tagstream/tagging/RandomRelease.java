package io.tagstream.tagging;

import io.tagstream.clip.Embedding;
import io.tagstream.taxonomy.Children;
import io.tagstream.taxonomy.Facet;
import io.tagstream.taxonomy.FacetKind;
import io.tagstream.taxonomy.FixedVectors;
import io.tagstream.taxonomy.LabelMatrix;
import io.tagstream.taxonomy.Naming;
import io.tagstream.taxonomy.Tag;
import io.tagstream.taxonomy.Taxonomy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;

/** A taxonomy with everything that scoring knows, something fitted to it, and photos that may show some of it. */
record RandomRelease(Taxonomy taxonomy, Fitting fitting, List<Embedding> photos) {

    static final int DIMENSIONS = 96;

    /** Random directions are further apart than CLIP's. */
    static final double LOGIT_SCALE = 20;

    static final FixedVectors ENCODER = new FixedVectors(DIMENSIONS, Map.of());

    private static final String MODEL = "model";

    static RandomRelease of(Random random, int photos) {
        int facets = random.nextInt(1, 5);
        Taxonomy taxonomy = new Taxonomy(
                "random",
                "",
                List.of("a photo of {}", "a drawing of {}"),
                List.of("a photo", "a drawing"),
                random.nextDouble(0.2, 0.8),
                random.nextBoolean() ? 100 : random.nextInt(1, 8),
                IntStream.range(0, facets).mapToObj(f -> facet(f, random)).toList());
        return new RandomRelease(
                taxonomy,
                fitting(taxonomy, random),
                IntStream.range(0, photos)
                        .mapToObj(i -> photo(taxonomy, random))
                        .toList());
    }

    Tagger tagger() {
        return new Tagger(LabelMatrix.compile(taxonomy, MODEL, ENCODER), fitting, LOGIT_SCALE);
    }

    private static Facet facet(int f, Random random) {
        // Nobody has more than seven tags above: those are all the parents there are.
        List<Optional<String>> parents = IntStream.range(0, random.nextInt(1, 25))
                .mapToObj(t -> t > 0 && random.nextInt(3) > 0
                        ? Optional.of("%d-%d".formatted(f, random.nextInt(Math.min(t, 7))))
                        : Optional.<String>empty())
                .toList();
        List<Tag> tags = IntStream.range(0, parents.size())
                .mapToObj(t -> {
                    String id = "%d-%d".formatted(f, t);
                    return tag(id, parents.get(t), parents.contains(Optional.of(id)), random);
                })
                .toList();
        FacetKind kind = kind(random);
        boolean flat = parents.stream().allMatch(Optional::isEmpty);
        return new Facet(
                "facet-" + f,
                Naming.of("facet"),
                kind,
                random.nextBoolean() ? List.of() : List.of("{} in a facet"),
                random.nextBoolean() ? List.of() : List.of("nothing", "nothing " + f, "none"),
                random.nextBoolean() ? OptionalDouble.empty() : OptionalDouble.of(random.nextDouble(0.05, 0.9)),
                kind == FacetKind.ONE_OF && flat ? 1 : random.nextInt(1, 12),
                tags);
    }

    private static Tag tag(String id, Optional<String> parent, boolean isParent, Random random) {
        return new Tag(
                id,
                Naming.of("tag " + id),
                List.of(),
                parent,
                random.nextBoolean() ? List.of() : List.of("word " + id, "other word " + id),
                random.nextBoolean() ? List.of() : List.of("prompt " + id),
                IntStream.range(0, Math.max(0, random.nextInt(-3, 3)))
                        .mapToObj(n -> "not %s %d".formatted(id, n))
                        .toList(),
                random.nextInt(3) > 0 ? OptionalDouble.empty() : OptionalDouble.of(random.nextDouble(0.05, 0.9)),
                random.nextBoolean(),
                random.nextInt(10) > 0,
                new Children(
                        isParent && random.nextBoolean() ? Optional.of(kind(random)) : Optional.empty(), List.of()));
    }

    private static FacetKind kind(Random random) {
        return random.nextBoolean() ? FacetKind.ONE_OF : FacetKind.ANY_OF;
    }

    /** Says something of a third of the tags, and of one that is in no taxonomy. */
    private static Fitting fitting(Taxonomy taxonomy, Random random) {
        Map<String, Calibration> calibrations = new HashMap<>();
        Map<String, LearnedTag> learned = new HashMap<>();
        calibrations.put("gone", calibration(random));
        for (Facet facet : taxonomy.facets()) {
            for (Tag tag : facet.tags()) {
                if (random.nextInt(4) == 0) {
                    calibrations.put(tag.id(), calibration(random));
                }
                if (random.nextInt(8) == 0) {
                    float[] weights = FixedVectors.direction(random, DIMENSIONS).values();
                    for (int d = 0; d < DIMENSIONS; d++) {
                        weights[d] *= 10;
                    }
                    learned.put(tag.id(), new LearnedTag(weights, random.nextGaussian(), 8, 1, 0.5));
                }
            }
        }
        return random.nextInt(4) == 0 ? Fitting.none(MODEL) : new Fitting(MODEL, calibrations, learned);
    }

    private static Calibration calibration(Random random) {
        Calibration.Origin[] origins = Calibration.Origin.values();
        return new Calibration(
                origins[random.nextInt(origins.length)], random.nextDouble(0.3, 3), random.nextGaussian(), 100);
    }

    /** Shows up to three tags, more or less clearly. */
    private static Embedding photo(Taxonomy taxonomy, Random random) {
        List<Tag> tags = taxonomy.facets().stream()
                .flatMap(facet -> facet.tags().stream())
                .toList();
        double[] sum = new double[DIMENSIONS];
        add(sum, FixedVectors.direction(random, DIMENSIONS), 1);
        for (int i = 0; i < random.nextInt(4); i++) {
            Tag tag = tags.get(random.nextInt(tags.size()));
            Facet facet = taxonomy.facetOf(tag.id()).orElseThrow();
            List<String> prompts = taxonomy.prompts(facet, tag);
            add(sum, ENCODER.embedding(prompts.get(random.nextInt(prompts.size()))), random.nextDouble(1.5));
        }
        double norm = Math.sqrt(
                IntStream.range(0, DIMENSIONS).mapToDouble(d -> sum[d] * sum[d]).sum());
        float[] values = new float[DIMENSIONS];
        for (int d = 0; d < DIMENSIONS; d++) {
            values[d] = (float) (sum[d] / norm);
        }
        return new Embedding(values);
    }

    private static void add(double[] sum, Embedding direction, double factor) {
        for (int d = 0; d < sum.length; d++) {
            sum[d] += factor * direction.values()[d];
        }
    }
}
