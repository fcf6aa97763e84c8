package io.tagstream.taxonomy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Problems as they are found. */
final class Problems {

    /** No field is deeper; what looks like it is part of a name that somebody wrote. */
    private static final int MAX_DEPTH = 8;

    private final List<Problem> found = new ArrayList<>();
    private final Set<String> places = new HashSet<>();

    void add(String place, String message) {
        found.add(new Problem(place, message));
        places.add(place);
    }

    /** Adds what is news: a field that could not be read has stood-in values, and what is wrong with those says nothing. */
    void addUncovered(List<Problem> others) {
        List<Problem> news =
                others.stream().filter(other -> !isCovered(other.place())).toList();
        news.forEach(problem -> add(problem.place(), problem.message()));
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    List<Problem> list() {
        return List.copyOf(found);
    }

    /** Whether there is a problem with it, or with what it is in. */
    private boolean isCovered(String place) {
        int depth = 0;
        for (int end = 1; end < place.length() && depth < MAX_DEPTH; end++) {
            if (".[".indexOf(place.charAt(end)) >= 0) {
                depth++;
                if (places.contains(place.substring(0, end))) {
                    return true;
                }
            }
        }
        return places.contains(place);
    }
}
