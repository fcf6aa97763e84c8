package io.tagstream.evaluation;

import io.tagstream.taxonomy.Facet;
import io.tagstream.taxonomy.FacetKind;
import io.tagstream.taxonomy.Tag;
import io.tagstream.taxonomy.Taxonomy;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The tags of a taxonomy that photos may get, by number, from 0 in the taxonomy's order: what is counted for each of many photos is
 * kept in arrays and bit sets. Retired tags have no number.
 */
public final class TagTree {

    /**
     * Tags that are looked at together.
     *
     * @param parent the tag above them; absent for a facet's roots
     * @param tags numbers, at least one
     */
    public record Group(Facet facet, OptionalInt parent, FacetKind kind, List<Integer> tags) {

        public Group {
            tags = List.copyOf(tags);
        }

        public boolean isOneOf() {
            return kind == FacetKind.ONE_OF;
        }
    }

    private static final int NONE = -1;

    private final Taxonomy taxonomy;
    private final List<Tag> tags = new ArrayList<>();
    private final List<Facet> facets = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<Group> groups = new ArrayList<>();
    private final int[] parents;
    private final int[] groupOf;

    public TagTree(Taxonomy taxonomy) {
        this.taxonomy = taxonomy;
        for (Facet facet : taxonomy.facets()) {
            facet.scored().forEach(tag -> {
                numbers.put(tag.id(), tags.size());
                tags.add(tag);
                facets.add(facet);
            });
        }
        taxonomy.facets().forEach(facet -> facet.groups()
                .forEach(group -> groups.add(new Group(
                        facet,
                        group.parent()
                                .map(Tag::id)
                                .map(numbers::get)
                                .map(OptionalInt::of)
                                .orElse(OptionalInt.empty()),
                        group.kind(),
                        group.tags().stream().map(Tag::id).map(numbers::get).toList()))));
        this.parents = new int[tags.size()];
        this.groupOf = new int[tags.size()];
        for (int i = 0; i < groups.size(); i++) {
            for (int tag : groups.get(i).tags()) {
                parents[tag] = groups.get(i).parent().orElse(NONE);
                groupOf[tag] = i;
            }
        }
    }

    public Taxonomy taxonomy() {
        return taxonomy;
    }

    public int size() {
        return tags.size();
    }

    public Tag tag(int number) {
        return tags.get(number);
    }

    public Facet facet(int number) {
        return facets.get(number);
    }

    /** The confidence from which on the tag is given. */
    public double threshold(int number) {
        return taxonomy.threshold(facet(number), tag(number));
    }

    public OptionalInt number(String tagId) {
        return Optional.ofNullable(numbers.get(tagId)).map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    /** Each tag is in one; a group comes after the one that its parent is in. */
    public List<Group> groups() {
        return List.copyOf(groups);
    }

    /** The group that the tag is in. */
    public Group group(int number) {
        return groups.get(groupOf[number]);
    }

    public OptionalInt parent(int number) {
        return parents[number] == NONE ? OptionalInt.empty() : OptionalInt.of(parents[number]);
    }

    /** The tags of a facet. */
    public IntStream of(Facet facet) {
        return IntStream.range(0, size()).filter(tag -> facet(tag).id().equals(facet.id()));
    }

    /** Whether a tag above this one is such. */
    public boolean anyAbove(int number, IntPredicate such) {
        for (int above = parents[number]; above != NONE; above = parents[above]) {
            if (such.test(above)) {
                return true;
            }
        }
        return false;
    }

    /** The tags and those above them: whoever says poodle says dog. */
    public BitSet withAncestors(BitSet some) {
        BitSet all = (BitSet) some.clone();
        some.stream()
                .forEach(tag -> anyAbove(tag, above -> {
                    all.set(above);
                    return false;
                }));
        return all;
    }

    /** For each tag the greatest of its own value and those of the tags below it. */
    public double[] rolledUp(double[] values) {
        double[] greatest = values.clone();
        for (int i = groups.size() - 1; i >= 0; i--) { // from below
            Group group = groups.get(i);
            group.parent().ifPresent(parent -> group.tags()
                    .forEach(tag -> greatest[parent] = Math.max(greatest[parent], greatest[tag])));
        }
        return greatest;
    }
}
