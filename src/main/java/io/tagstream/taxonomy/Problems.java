package io.tagstream.taxonomy;

import java.util.ArrayList;
import java.util.List;

/** Problems as they are found. */
final class Problems {

    private final List<Problem> found = new ArrayList<>();

    void add(String place, String message) {
        found.add(new Problem(place, message));
    }

    /** Adds what is news: a field that could not be read has stood-in values, and what is wrong with those says nothing. */
    void addUncovered(List<Problem> others) {
        List<Problem> known = List.copyOf(found);
        others.stream()
                .filter(other -> known.stream().noneMatch(problem -> covers(problem.place(), other.place())))
                .forEach(found::add);
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    List<Problem> list() {
        return List.copyOf(found);
    }

    private static boolean covers(String place, String other) {
        return other.startsWith(place)
                && (other.length() == place.length() || ".[".indexOf(other.charAt(place.length())) >= 0);
    }
}
