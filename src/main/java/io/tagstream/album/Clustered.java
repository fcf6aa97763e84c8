package io.tagstream.album;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which photos belong together, as indexes.
 *
 * @param clusters each in the order of the photos
 * @param outside in none
 */
record Clustered(Albums.Way way, List<List<Integer>> clusters, List<Integer> outside) {

    private static final int NONE = -1;

    /** @param labels of each photo; negative for those in no cluster */
    static Clustered of(Albums.Way way, int[] labels) {
        Map<Integer, List<Integer>> clusters = new LinkedHashMap<>();
        for (int photo = 0; photo < labels.length; photo++) {
            clusters.computeIfAbsent(Math.max(labels[photo], NONE), _ -> new ArrayList<>())
                    .add(photo);
        }
        List<Integer> outside = clusters.getOrDefault(NONE, List.of());
        clusters.remove(NONE);
        return new Clustered(way, List.copyOf(clusters.values()), outside);
    }
}
