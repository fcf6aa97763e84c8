package io.tagstream.page;

import io.tagstream.api.ProblemException;
import io.tagstream.catalog.LoadedRelease;
import io.tagstream.catalog.PhotoRepository;
import io.tagstream.catalog.PhotoRow;
import io.tagstream.catalog.ReleaseLoader;
import io.tagstream.catalog.ReleaseStore;
import io.tagstream.catalog.TagOfPhotoRow;
import io.tagstream.catalog.VerdictStore;
import io.tagstream.catalog.VerdictStore.Said;
import io.tagstream.photo.PhotoId;
import io.tagstream.taxonomy.Facet;
import io.tagstream.taxonomy.Tag;
import io.tagstream.taxonomy.Taxonomy;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads a photo's tags as people look at them: by facet, with what is above each, who says so, and what people said. */
@Singleton
final class TagsOfPhoto {

    /** Names offered while somebody types one. */
    private static final int SUGGESTED = 20;

    private final PhotoRepository photos;
    private final VerdictStore verdicts;
    private final ReleaseStore releases;
    private final ReleaseLoader loader;

    TagsOfPhoto(PhotoRepository photos, VerdictStore verdicts, ReleaseStore releases, ReleaseLoader loader) {
        this.photos = photos;
        this.verdicts = verdicts;
        this.releases = releases;
        this.loader = loader;
    }

    /** The taxonomy in force. */
    Taxonomy taxonomy() {
        return releases.active()
                .flatMap(loader::load)
                .map(LoadedRelease::taxonomy)
                .orElseThrow(() -> ProblemException.conflict("no taxonomy is in force"));
    }

    PhotoTagsView of(PhotoRow photo) {
        Taxonomy taxonomy = taxonomy();
        Map<String, TagOfPhotoRow> given = photos.tagsOf(List.of(photo.photoId)).stream()
                .filter(row -> row.distance == 0 && row.taxonomy.equals(taxonomy.name()))
                .collect(Collectors.toMap(
                        row -> row.tagId, Function.identity(), (first, _) -> first, LinkedHashMap::new));
        Map<String, Said> said = verdicts.ofPhoto(new PhotoId(photo.photoId)).stream()
                .filter(one -> one.taxonomy().equals(taxonomy.name()))
                .collect(Collectors.toMap(Said::tagId, Function.identity(), (first, _) -> first, LinkedHashMap::new));
        List<PhotoTagsView.Group> groups = new ArrayList<>();
        for (Facet facet : taxonomy.facets()) {
            List<PhotoTagsView.Line> lines = new ArrayList<>();
            given.values().stream()
                    .filter(row -> facet.tag(row.tagId).isPresent())
                    .forEach(row -> lines.add(given(facet, row, Optional.ofNullable(said.get(row.tagId)))));
            said.values().stream()
                    .filter(one -> !given.containsKey(one.tagId()))
                    .flatMap(one -> facet.tag(one.tagId()).stream().map(tag -> refused(facet, tag, one)))
                    .forEach(lines::add);
            if (!lines.isEmpty()) {
                groups.add(new PhotoTagsView.Group(facet.name(), lines));
            }
        }
        return new PhotoTagsView(photo.photoId, groups);
    }

    private static PhotoTagsView.Line given(Facet facet, TagOfPhotoRow row, Optional<Said> said) {
        String who =
                switch (row.origin) {
                    case "human" -> "people";
                    case "learned" -> "learned from examples";
                    default -> "model";
                };
        return new PhotoTagsView.Line(
                row.tagId,
                row.tagName,
                above(facet, row.tagId),
                row.confidence,
                who,
                said.map(TagsOfPhoto::word),
                true);
    }

    /** Said by people, and not in effect: nearly always because they rejected it. */
    private static PhotoTagsView.Line refused(Facet facet, Tag tag, Said said) {
        return new PhotoTagsView.Line(
                tag.id(), tag.name(), above(facet, tag.id()), 0, "people", Optional.of(word(said)), false);
    }

    private static String word(Said said) {
        return said.verdict().word();
    }

    /** Names of the tags above it, the broadest first. */
    private static String above(Facet facet, String tagId) {
        List<String> names = new ArrayList<>();
        Optional<Tag> above = facet.tag(tagId).flatMap(Tag::parent).flatMap(facet::tag);
        while (above.isPresent()) {
            names.addFirst(above.get().name());
            above = above.flatMap(Tag::parent).flatMap(facet::tag);
        }
        return String.join(" › ", names);
    }

    /** The tag that somebody typed, by its id or its name. */
    Optional<Tag> typed(String text) {
        Taxonomy taxonomy = taxonomy();
        String wanted = text.strip();
        return taxonomy.tag(wanted).or(() -> taxonomy.facets().stream()
                .flatMap(facet -> facet.tags().stream())
                .filter(tag -> tag.name().equalsIgnoreCase(wanted))
                .findFirst());
    }

    /** Tags that have the text in their name, those that begin with it first. */
    List<Tag> suggested(String text) {
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        return taxonomy().facets().stream()
                .flatMap(facet -> facet.tags().stream())
                .filter(Tag::active)
                .filter(tag -> tag.name().toLowerCase(Locale.ROOT).contains(wanted)
                        || tag.id().contains(wanted))
                .sorted((one, other) -> Boolean.compare(begins(other, wanted), begins(one, wanted)))
                .limit(SUGGESTED)
                .toList();
    }

    private static boolean begins(Tag tag, String wanted) {
        return tag.name().toLowerCase(Locale.ROOT).startsWith(wanted);
    }
}
