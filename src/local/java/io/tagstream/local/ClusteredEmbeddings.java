package io.tagstream.local;

import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Embeddings of photos that nobody took, which lie about as CLIP's do: all have something in common, so that any two have a cosine of 0.5 or
 * so; they are in 4,000 clusters, of which the larger have many times the photos of the smaller; within a cluster they differ in sixteen
 * directions, in some more than in others, and by noise in all. Texts are far from all photos, with a cosine of 0.3 at best. The same seed
 * makes the same photos, in whatever order blocks of them are asked for.
 */
final class ClusteredEmbeddings {

    /** Photos that are made together. */
    static final int BLOCK = 1_000;

    static final int CLUSTERS = 4_000;

    private static final int TOPICS = 150;
    private static final int DIRECTIONS = 1_000;
    private static final int OF_CLUSTER = 16;

    private static final float TOPIC = 0.75f;
    private static final float WITHIN = 0.55f;
    private static final float NOISE = 0.3f;

    private final int dimensions;
    private final long seed;
    private final float[] common;
    private final float[] commonOfTexts;
    private final float[][] centres;
    private final float[][] directions;
    private final int[][] directionsOf;
    private final float[] spread = new float[OF_CLUSTER];
    private final double[] cumulative = new double[CLUSTERS];

    /** A block: which cluster each photo is in, and float32, [photos, dimensions]. */
    @SuppressWarnings("ArrayRecordComponent")
    record Block(int[] clusters, float[] values) {}

    ClusteredEmbeddings(int dimensions, long seed) {
        this.dimensions = dimensions;
        this.seed = seed;
        Random random = new Random(seed);
        this.common = unit(random);
        this.commonOfTexts = unit(random);
        float[][] topics = units(random, TOPICS);
        this.centres = new float[CLUSTERS][];
        this.directions = units(random, DIRECTIONS);
        this.directionsOf = new int[CLUSTERS][];
        double all = 0;
        for (int cluster = 0; cluster < CLUSTERS; cluster++) {
            float[] centre = unit(random);
            add(centre, 0, topics[random.nextInt(TOPICS)], 1);
            centres[cluster] = normalised(centre);
            directionsOf[cluster] = random.ints(OF_CLUSTER, 0, DIRECTIONS).toArray();
            all += Math.pow(cluster + 1.0, -0.8);
            cumulative[cluster] = all;
        }
        float squares = 0;
        for (int i = 0; i < OF_CLUSTER; i++) {
            squares += 1f / (i + 1);
        }
        for (int i = 0; i < OF_CLUSTER; i++) {
            spread[i] = (float) Math.sqrt(1f / (i + 1) / squares);
        }
    }

    int dimensions() {
        return dimensions;
    }

    /** Photos {@code number * BLOCK} and following; negative numbers make photos that are like these and in no catalog. */
    Block block(int number) {
        RandomGenerator random = new SplittableRandom(seed + 1_000_003L * number);
        int[] clusters = new int[BLOCK];
        float[] values = new float[BLOCK * dimensions];
        float noise = (float) (NOISE / Math.sqrt(dimensions));
        for (int photo = 0; photo < BLOCK; photo++) {
            int offset = photo * dimensions;
            int cluster = cluster(random);
            clusters[photo] = cluster;
            for (int d = 0; d < dimensions; d++) {
                values[offset + d] = common[d] + TOPIC * centres[cluster][d] + noise * (float) random.nextGaussian();
            }
            for (int i = 0; i < OF_CLUSTER; i++) {
                add(
                        values,
                        offset,
                        directions[directionsOf[cluster][i]],
                        WITHIN * spread[i] * (float) random.nextGaussian());
            }
            normalise(values, offset);
        }
        return new Block(clusters, values);
    }

    /** What somebody might type: float32, [texts, dimensions]. */
    float[] texts(int count) {
        RandomGenerator random = new SplittableRandom(~seed);
        float[] values = new float[count * dimensions];
        for (int text = 0; text < count; text++) {
            int offset = text * dimensions;
            int cluster = cluster(random);
            float noise = (float) (0.3 / Math.sqrt(dimensions));
            for (int d = 0; d < dimensions; d++) {
                values[offset + d] = commonOfTexts[d]
                        + 0.1f * common[d]
                        + 0.5f * centres[cluster][d]
                        + noise * (float) random.nextGaussian();
            }
            normalise(values, offset);
        }
        return values;
    }

    private int cluster(RandomGenerator random) {
        int found = Arrays.binarySearch(cumulative, random.nextDouble() * cumulative[CLUSTERS - 1]);
        return Math.min(CLUSTERS - 1, found < 0 ? -found - 1 : found);
    }

    private float[][] units(Random random, int count) {
        float[][] units = new float[count][];
        Arrays.setAll(units, i -> unit(random));
        return units;
    }

    private float[] unit(Random random) {
        float[] values = new float[dimensions];
        for (int d = 0; d < dimensions; d++) {
            values[d] = (float) random.nextGaussian();
        }
        return normalised(values);
    }

    private float[] normalised(float[] values) {
        normalise(values, 0);
        return values;
    }

    private static void add(float[] to, int offset, float[] vector, float weight) {
        for (int d = 0; d < vector.length; d++) {
            to[offset + d] += weight * vector[d];
        }
    }

    private void normalise(float[] values, int offset) {
        double squares = 0;
        for (int d = 0; d < dimensions; d++) {
            squares += (double) values[offset + d] * values[offset + d];
        }
        float scale = (float) (1 / Math.sqrt(squares));
        for (int d = 0; d < dimensions; d++) {
            values[offset + d] *= scale;
        }
    }
}
