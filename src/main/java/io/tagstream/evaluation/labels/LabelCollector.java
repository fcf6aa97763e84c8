package io.tagstream.evaluation.labels;

import io.tagstream.evaluation.Claims;
import io.tagstream.evaluation.TagTree;
import io.tagstream.evaluation.labels.ClaimReader.Reading;
import io.tagstream.taxonomy.Problem;
import io.tagstream.taxonomy.Taxonomy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Puts together what is said of the same photo in several places, and looks for what cannot be true at once. */
final class LabelCollector {

    private final TagTree tree;
    private final boolean complete;
    private final Map<Object, LabelledPhoto> photos = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();

    LabelCollector(Taxonomy taxonomy, boolean complete) {
        this.tree = new TagTree(taxonomy);
        this.complete = complete;
    }

    /**
     * Adds what is said of a photo in one place. Problems are told by the caller, who knows where they are; a photo of which nothing
     * else is said is left out without another word.
     *
     * @param key what makes it the same photo: its path, or its bytes
     */
    void add(Object key, String place, String name, Path file, Reading reading) {
        if (!complete && reading.claims().isEmpty() && !reading.problems().isEmpty()) {
            return;
        }
        photos.merge(
                key,
                new LabelledPhoto(place, name, file, reading.claims()),
                (first, second) -> new LabelledPhoto(
                        first.place(),
                        first.name(),
                        first.file(),
                        first.claims().and(second.claims())));
        if (photos.size() > Labels.MAX_PHOTOS) {
            throw new LabelException(
                    "there are more than %,d photos; evaluate them in parts".formatted(Labels.MAX_PHOTOS));
        }
    }

    void problem(String place, String message) {
        problems.add(new Problem(place, message));
    }

    void notice(String message) {
        notices.add(message);
    }

    Labels labels() {
        List<LabelledPhoto> said = new ArrayList<>();
        for (LabelledPhoto photo : photos.values()) {
            if (complete || !photo.claims().isEmpty()) {
                said.add(photo);
                contradictions(photo).forEach(message -> problem(photo.place(), message));
            } else {
                problem(photo.place(), "nothing is said of " + photo.name());
            }
        }
        return new Labels(said, problems, notices);
    }

    /** Nothing of a facet and one of its tags; two tags that exclude each other. They count as they are said. */
    private Stream<String> contradictions(LabelledPhoto photo) {
        Claims claims = photo.claims();
        Stream<String> nothing = claims.tags().stream()
                .map(id -> tree.facet(tree.number(id).orElseThrow()).id())
                .filter(claims.nothingOf()::contains)
                .distinct()
                .map("it shows nothing of \"%s\", and a tag of it"::formatted);
        Stream<String> several = tree.groups().stream()
                .filter(TagTree.Group::isOneOf)
                .map(group -> group.tags().stream()
                        .map(tag -> tree.tag(tag).id())
                        .filter(claims.tags()::contains)
                        .toList())
                .filter(ids -> ids.size() > 1)
                .map(ids -> "it shows %s, which exclude each other".formatted(String.join(" and ", ids)));
        return Stream.concat(nothing, several);
    }
}
