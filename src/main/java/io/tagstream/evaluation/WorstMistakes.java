package io.tagstream.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What the model was surest of and wrong. Of a mistake that follows from one above it only the upper one is told (no dog, so no
 * poodle), and of one tag {@link #OF_ONE_TAG} at most, so that a bad tag does not hide the others.
 *
 * @param falseAlarms the most confident first
 * @param misses the least confident first
 */
public record WorstMistakes(List<Mistake> falseAlarms, List<Mistake> misses) {

    public static final int SHOWN = 24;

    public static final int OF_ONE_TAG = 4;

    private record Candidate(JudgedPhoto photo, int tag, double confidence) {}

    public WorstMistakes {
        falseAlarms = List.copyOf(falseAlarms);
        misses = List.copyOf(misses);
    }

    static WorstMistakes of(TagTree tree, List<JudgedPhoto> photos) {
        Comparator<Candidate> byConfidence = Comparator.comparingDouble(Candidate::confidence);
        return new WorstMistakes(
                worst(tree, photos, byConfidence.reversed(), WorstMistakes::isFalseAlarm),
                worst(tree, photos, byConfidence, WorstMistakes::isMiss));
    }

    private static boolean isFalseAlarm(JudgedPhoto photo, int tag) {
        return photo.isGiven(tag) && photo.truth().lacks(tag);
    }

    private static boolean isMiss(JudgedPhoto photo, int tag) {
        return photo.truth().shows(tag) && !photo.has(tag);
    }

    private static List<Mistake> worst(
            TagTree tree,
            List<JudgedPhoto> photos,
            Comparator<Candidate> order,
            BiPredicate<JudgedPhoto, Integer> isMistake) {
        Stream<Candidate> candidates = photos.stream().flatMap(photo -> IntStream.range(0, tree.size())
                .filter(tag -> isMistake.test(photo, tag))
                .filter(tag -> !tree.anyAbove(tag, above -> isMistake.test(photo, above)))
                .mapToObj(tag -> new Candidate(photo, tag, photo.confidence(tag))));
        Map<Integer, Integer> taken = new HashMap<>();
        List<Mistake> worst = new ArrayList<>();
        candidates
                .sorted(order.thenComparing(candidate -> candidate.photo().name()))
                .filter(candidate -> taken.merge(candidate.tag(), 1, Integer::sum) <= OF_ONE_TAG)
                .limit(SHOWN)
                .forEach(candidate -> worst.add(mistake(tree, candidate)));
        return worst;
    }

    private static Mistake mistake(TagTree tree, Candidate candidate) {
        JudgedPhoto photo = candidate.photo();
        List<Integer> shown = tree.of(tree.facet(candidate.tag()))
                .filter(photo.truth()::shows)
                .boxed()
                .toList();
        return new Mistake(
                photo,
                tree.tag(candidate.tag()).id(),
                candidate.confidence(),
                ids(tree, shown.stream().filter(tag -> isLowest(tree, tag, shown))),
                ids(
                        tree,
                        tree.of(tree.facet(candidate.tag()))
                                .filter(photo::isGiven)
                                .boxed()));
    }

    private static boolean isLowest(TagTree tree, int tag, List<Integer> shown) {
        return shown.stream().noneMatch(other -> tree.anyAbove(other, above -> above == tag));
    }

    private static List<String> ids(TagTree tree, Stream<Integer> tags) {
        return tags.map(tag -> tree.tag(tag).id()).toList();
    }
}
