package io.tagstream.local;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Embeddings of photos that nobody took, in clusters: the photos of a cluster show the same tags and differ by noise. Tags are in ten
 * facets, of each of which a cluster has one tag or none, five all in all. The same seed makes the same photos.
 */
public final class MadeUpPhotos {

    /** Tags of a facet are next to each other. */
    public static final int FACETS = 10;

    private static final int CLUSTERS = 5_000;
    private static final int NOISES = 1_000;

    /** How much of a photo is what all photos have in common, and how much is noise; each of its tags is 1. */
    private static final float COMMON = 0.8f;

    private static final float NOISE = 2.5f;

    private final int dimensions;
    private final int tags;
    private final Random random;
    private final float[][] labels;
    private final float[] common;
    private final float[][] noises;
    private final int[][] clusters;

    /** @param tags a multiple of {@link #FACETS} */
    public MadeUpPhotos(int dimensions, int tags, long seed) {
        if (tags % FACETS != 0 || tags < 2 * FACETS) {
            throw new IllegalArgumentException("not %d tags, but two or more for each of 10 facets".formatted(tags));
        }
        this.dimensions = dimensions;
        this.tags = tags;
        this.random = new Random(seed);
        this.labels = vectors(tags);
        this.common = vectors(1)[0];
        this.noises = vectors(NOISES);
        this.clusters = new int[CLUSTERS][];
        for (int cluster = 0; cluster < CLUSTERS; cluster++) {
            clusters[cluster] = cluster();
        }
    }

    public int dimensions() {
        return dimensions;
    }

    public int tags() {
        return tags;
    }

    /** What a tag looks like; not a copy. */
    public float[] label(int tag) {
        return labels[tag];
    }

    /** What all photos look like; not a copy. */
    public float[] background() {
        return common;
    }

    /** Embeddings of the next so many photos: float32, [photos, dimensions]. */
    public float[] next(int photos) {
        float[] embeddings = new float[photos * dimensions];
        for (int photo = 0; photo < photos; photo++) {
            int offset = photo * dimensions;
            add(embeddings, offset, common, COMMON);
            add(embeddings, offset, noises[random.nextInt(NOISES)], NOISE);
            add(embeddings, offset, noises[random.nextInt(NOISES)], NOISE);
            for (int tag : clusters[random.nextInt(CLUSTERS)]) {
                add(embeddings, offset, labels[tag], 1);
            }
            normalise(embeddings, offset);
        }
        return embeddings;
    }

    /**
     * Tags that have to change places, two by two within their facets, for so many photos to change.
     *
     * @param part of the photos, 0 to 1
     */
    public List<int[]> exchanges(double part) {
        List<int[]> exchanges = new ArrayList<>();
        Set<Integer> changed = new HashSet<>();
        int perFacet = tags / FACETS;
        for (int i = 0; i < perFacet / 2 && part > 0; i++) {
            for (int facet = 0; facet < FACETS; facet++) {
                int tag = facet * perFacet + 2 * i;
                exchanges.add(new int[] {tag, tag + 1});
                changed.add(tag);
                changed.add(tag + 1);
                if (touched(changed) >= part) {
                    return exchanges;
                }
            }
        }
        return exchanges;
    }

    private double touched(Set<Integer> changed) {
        int touched = 0;
        for (int[] cluster : clusters) {
            for (int tag : cluster) {
                if (changed.contains(tag)) {
                    touched++;
                    break;
                }
            }
        }
        return (double) touched / CLUSTERS;
    }

    private int[] cluster() {
        int perFacet = tags / FACETS;
        return IntStream.range(0, FACETS)
                .filter(facet -> random.nextBoolean())
                .map(facet -> facet * perFacet + random.nextInt(perFacet))
                .toArray();
    }

    private float[][] vectors(int count) {
        float[][] vectors = new float[count][dimensions];
        for (float[] vector : vectors) {
            for (int d = 0; d < dimensions; d++) {
                vector[d] = (float) random.nextGaussian();
            }
            normalise(vector, 0);
        }
        return vectors;
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
