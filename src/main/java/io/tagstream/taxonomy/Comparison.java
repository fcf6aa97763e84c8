package io.tagstream.taxonomy;

import io.tagstream.taxonomy.ChangeList.About;
import io.tagstream.taxonomy.TaxonomyChange.Aspect;
import io.tagstream.taxonomy.TaxonomyChange.Subject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Two taxonomies, thing by thing. A change is told where it was made: other templates of the taxonomy are one change, not one of
 * every tag. Whether it changes tags is asked of what is in force once everything is inherited.
 */
final class Comparison {

    private final Taxonomy before;
    private final Taxonomy after;
    private final Map<String, PlacedTag> oldTags;
    private final Map<String, PlacedTag> newTags;
    private final List<TagPair> pairs;
    private final Set<String> aboveScored;
    private final Set<String> aboveOtherPrompts;
    private final ChangeList changes = new ChangeList();

    Comparison(Taxonomy before, Taxonomy after) {
        this.before = before;
        this.after = after;
        this.oldTags = PlacedTag.all(before);
        this.newTags = PlacedTag.all(after);
        this.pairs = newTags.values().stream()
                .flatMap(tag -> TagPair.of(oldTags, tag).stream())
                .toList();
        this.aboveScored = above(TagPair::isScored);
        this.aboveOtherPrompts = above(TagPair::promptsDiffer);
    }

    List<TaxonomyChange> changes() {
        compareTaxonomies();
        compareFacets();
        compareTags();
        return changes.list();
    }

    private void compareTaxonomies() {
        About head = changes.about(Subject.TAXONOMY, after.name());
        head.compareValues(Aspect.NAME, before.name(), after.name(), false);
        head.compareValues(Aspect.DESCRIPTION, before.description(), after.description(), false);
        head.compare(Aspect.TEMPLATES, before.templates(), after.templates(), any(TagPair::promptsDiffer));
        head.compare(Aspect.BACKGROUND, before.background(), after.background(), any(TagPair::backgroundsDiffer));
        head.compareValues(Aspect.THRESHOLD, before.threshold(), after.threshold(), any(TagPair::thresholdsDiffer));
        head.compareValues(Aspect.LIMIT, before.limit(), after.limit(), any(TagPair::isScored));
        head.compareOrder(
                List.copyOf(byId(before).keySet()), List.copyOf(byId(after).keySet()));
    }

    private void compareFacets() {
        Map<String, Facet> oldFacets = byId(before);
        Map<String, Facet> newFacets = byId(after);
        oldFacets.forEach((id, facet) -> {
            if (!newFacets.containsKey(id)) {
                changes.about(Subject.FACET, id).add(Aspect.REMOVED, List.of(facet.name()), List.of(), isScored(facet));
            }
        });
        newFacets.forEach((id, facet) -> {
            About about = changes.about(Subject.FACET, id);
            Facet old = oldFacets.get(id);
            if (old == null) {
                about.add(Aspect.ADDED, List.of(), List.of(facet.name()), isScored(facet));
            } else {
                compareFacet(about, old, facet);
            }
        });
    }

    private void compareFacet(About about, Facet old, Facet now) {
        about.compareNaming(old.naming(), now.naming());
        about.compareValues(Aspect.KIND, old.kind().word(), now.kind().word(), anyIn(now, TagPair::isScored));
        about.compare(Aspect.TEMPLATES, old.templates(), now.templates(), anyIn(now, TagPair::promptsDiffer));
        about.compare(Aspect.BACKGROUND, old.background(), now.background(), anyIn(now, TagPair::backgroundsDiffer));
        if (!old.threshold().equals(now.threshold())) {
            double threshold = after.threshold(now);
            about.compareValues(
                    Aspect.THRESHOLD, before.threshold(old), threshold, anyIn(now, TagPair::thresholdsDiffer));
        }
        about.compareValues(Aspect.LIMIT, old.limit(), now.limit(), anyIn(now, TagPair::isScored));
        about.compareOrder(ids(old), ids(now));
    }

    private void compareTags() {
        oldTags.forEach((id, tag) -> {
            if (!newTags.containsKey(id)) {
                changes.about(Subject.TAG, id).add(Aspect.REMOVED, List.of(tag.place()), List.of(), tag.isActive());
            }
        });
        newTags.forEach((id, tag) -> {
            About about = changes.about(Subject.TAG, id);
            TagPair.of(oldTags, tag)
                    .ifPresentOrElse(
                            pair -> compareTag(about, pair),
                            () -> about.add(Aspect.ADDED, List.of(), List.of(tag.place()), tag.isActive()));
        });
    }

    private void compareTag(About about, TagPair pair) {
        Tag old = pair.before().tag();
        Tag now = pair.after().tag();
        compareActivity(about, pair);
        about.compareValues(Aspect.MOVED, pair.before().place(), pair.after().place(), pair.isScored());
        about.compareNaming(old.naming(), now.naming());
        about.compare(Aspect.SYNONYMS, old.synonyms(), now.synonyms(), false);
        about.compareValues(Aspect.RELIABLE, old.reliable(), now.reliable(), false);
        if (pair.wordingDiffers()) {
            about.add(Aspect.PROMPTS, pair.before().prompts(), pair.after().prompts(), pair.promptsDiffer());
        }
        about.compare(Aspect.NEGATIVES, old.negatives(), now.negatives(), pair.isScored());
        if (!old.threshold().equals(now.threshold())) {
            about.add(
                    Aspect.THRESHOLD,
                    List.of(Double.toString(pair.before().threshold())),
                    List.of(Double.toString(pair.after().threshold())),
                    pair.thresholdsDiffer());
        }
        compareChildren(about, pair, old.children(), now.children());
    }

    /** A tag goes out of use with its parent, too. */
    private static void compareActivity(About about, TagPair pair) {
        boolean ownDiffers = pair.before().tag().active() != pair.after().tag().active();
        boolean isActive = pair.activityDiffers()
                ? pair.after().isActive()
                : pair.after().tag().active();
        if (ownDiffers || pair.activityDiffers()) {
            about.add(isActive ? Aspect.REVIVED : Aspect.RETIRED, List.of(), List.of(), pair.activityDiffers());
        }
    }

    private void compareChildren(About about, TagPair pair, Children old, Children now) {
        String id = pair.after().tag().id();
        if (!old.kind().equals(now.kind())) {
            FacetKind before = pair.before().kindBelow();
            FacetKind kind = pair.after().kindBelow();
            boolean felt = before != kind && aboveScored.contains(id);
            about.add(Aspect.KIND_OF_CHILDREN, List.of(before.word()), List.of(kind.word()), felt);
        }
        about.compare(Aspect.TEMPLATES_OF_CHILDREN, old.templates(), now.templates(), aboveOtherPrompts.contains(id));
    }

    private Set<String> above(Predicate<TagPair> differs) {
        return pairs.stream()
                .filter(differs)
                .flatMap(pair -> pair.after().ancestors().stream())
                .collect(Collectors.toSet());
    }

    private boolean any(Predicate<TagPair> differs) {
        return pairs.stream().anyMatch(differs);
    }

    private boolean anyIn(Facet facet, Predicate<TagPair> differs) {
        return any(differs.and(pair -> pair.isInFacet(facet.id())));
    }

    private static boolean isScored(Facet facet) {
        return !facet.scored().isEmpty();
    }

    private static Map<String, Facet> byId(Taxonomy taxonomy) {
        Map<String, Facet> facets = new LinkedHashMap<>();
        taxonomy.facets().forEach(facet -> facets.put(facet.id(), facet));
        return facets;
    }

    private static List<String> ids(Facet facet) {
        return facet.tags().stream().map(Tag::id).toList();
    }
}
