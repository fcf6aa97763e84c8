package io.tagstream.evaluation;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How good the tags of some photos are.
 *
 * @param photos that were looked at
 * @param right photos without a mistake, in all that is known of them
 * @param averages over all tags
 * @param everyConfidence reliability of the confidences of all tags, given or not
 * @param givenConfidence reliability of the confidences that tags were given with
 * @param facets those of which something is known
 * @param groups what was taken for what in each one-of group of which something is known, facets' roots included
 * @param tags those of which something is known, in the taxonomy's order
 */
public record Evaluation(
        TagTree tree,
        long photos,
        long right,
        Averages averages,
        Optional<Reliability> everyConfidence,
        Optional<Reliability> givenConfidence,
        List<FacetResult> facets,
        List<GroupResult> groups,
        List<TagResult> tags,
        WorstMistakes worst) {

    public Evaluation {
        facets = List.copyOf(facets);
        groups = List.copyOf(groups);
        tags = List.copyOf(tags);
    }

    public static Evaluation of(TagTree tree, List<JudgedPhoto> photos) {
        List<TagResult> tags = IntStream.range(0, tree.size())
                .mapToObj(tag -> TagResult.of(tree, tag, photos))
                .filter(result -> result.shown() + result.absent() > 0)
                .toList();
        List<GroupResult> groups = tree.groups().stream()
                .filter(TagTree.Group::isOneOf)
                .map(group -> GroupResult.of(group, photos))
                .filter(GroupResult::isSeen)
                .toList();
        return new Evaluation(
                tree,
                photos.size(),
                photos.stream().filter(photo -> isRight(tree, photo)).count(),
                Averages.of(tags),
                Reliability.of(everyConfidence(tree, photos)),
                Reliability.of(givenConfidence(tree, photos)),
                facets(tree, photos, tags, groups),
                groups,
                tags,
                WorstMistakes.of(tree, photos));
    }

    private static boolean isRight(TagTree tree, JudgedPhoto photo) {
        return IntStream.range(0, tree.size())
                .filter(photo.truth()::knows)
                .allMatch(tag -> photo.has(tag) == photo.truth().shows(tag));
    }

    private static Sample everyConfidence(TagTree tree, List<JudgedPhoto> photos) {
        Sample.Builder sample = new Sample.Builder();
        photos.forEach(photo -> IntStream.range(0, tree.size())
                .filter(photo.truth()::knows)
                .forEach(tag -> sample.add(photo.confidence(tag), photo.truth().shows(tag))));
        return sample.build();
    }

    private static Sample givenConfidence(TagTree tree, List<JudgedPhoto> photos) {
        Sample.Builder sample = new Sample.Builder();
        photos.forEach(photo -> IntStream.range(0, tree.size())
                .filter(photo.truth()::knows)
                .filter(photo::isGiven)
                .forEach(tag ->
                        sample.add(photo.ownConfidence(tag), photo.truth().shows(tag))));
        return sample.build();
    }

    private static List<FacetResult> facets(
            TagTree tree, List<JudgedPhoto> photos, List<TagResult> tags, List<GroupResult> groups) {
        return tree.taxonomy().facets().stream()
                .map(facet -> new FacetResult(
                        facet,
                        photos.stream()
                                .filter(photo -> tree.of(facet).anyMatch(photo.truth()::knows))
                                .count(),
                        Averages.of(tags.stream()
                                .filter(tag -> tag.facet().id().equals(facet.id()))
                                .toList()),
                        groups.stream()
                                .filter(result -> result.group().parent().isEmpty()
                                        && result.group().facet().id().equals(facet.id()))
                                .findFirst()))
                .filter(result -> result.photos() > 0)
                .toList();
    }
}
