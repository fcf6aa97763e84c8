package io.tagstream.search;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Filters as conditions. The numbers of release and tags are written into the statement, so that PostgreSQL plans with how many photos have
 * them: a rare tag is looked up and its photos sorted, a frequent one is met soon by going through the photos.
 */
final class FilterCondition {

    private final Vocabulary vocabulary;
    private final TagNumbers numbers;
    private final int release;
    private final List<String> parts = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();

    private FilterCondition(InForce inForce) {
        this.vocabulary = inForce.vocabulary();
        this.numbers = inForce.numbers();
        this.release = inForce.release().number();
    }

    /** Of photos in the release in force; tags and facets are ids. */
    static Condition of(Filter filter, InForce inForce) {
        return new FilterCondition(inForce).condition(filter);
    }

    private Condition condition(Filter filter) {
        filter.tags().forEach(tag -> parts.add(has(vocabulary.withDescendants(tag))));
        filter.facets().forEach(facet -> parts.add(has(vocabulary.ofFacet(facet))));
        filter.without().forEach(tag -> parts.add("not " + has(vocabulary.withDescendants(tag))));
        filter.owner().ifPresent(owner -> add("p.owner = ?", owner));
        filter.camera()
                .ifPresent(camera -> add(
                        "coalesce(p.camera_make, '') || ' ' || coalesce(p.camera_model, '') ilike ?",
                        "%" + escaped(camera) + "%"));
        filter.format().ifPresent(format -> add("p.format = ?", format));
        filter.takenFrom().ifPresent(time -> add("p.taken_at >= ?", time));
        filter.takenBefore().ifPresent(time -> add("p.taken_at < ?", time));
        filter.uploadedFrom().ifPresent(time -> add("p.uploaded_at >= ?", time.atOffset(ZoneOffset.UTC)));
        filter.uploadedBefore().ifPresent(time -> add("p.uploaded_at < ?", time.atOffset(ZoneOffset.UTC)));
        return parts.isEmpty() ? Condition.NONE : new Condition(String.join(" and ", parts), values);
    }

    private void add(String part, Object value) {
        parts.add(part);
        values.add(value);
    }

    private String has(Collection<String> tags) {
        String listed = numbers.of(tags).mapToObj(Integer::toString).collect(Collectors.joining(","));
        return """
                exists (select from photo_tags pt
                        where pt.release_no = %d and pt.photo_no = p.photo_no and pt.tag_no = any ('{%s}'::int4[]))""".formatted(release, listed);
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }
}
