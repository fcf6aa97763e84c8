package io.tagstream.album;

import io.tagstream.album.Albums.AlbumTag;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Names albums after the tags that set them apart: share times the logarithm of lift is high where many photos of an album and few others have
 * a tag. Of two tags that say the same of the same photos, the lower one is the more specific.
 */
final class AlbumNames {

    /** A tag of fewer says little about the album. */
    private static final double MIN_SHARE = 0.25;

    private static final int TAGS = 5;
    private static final String UNNAMED = "Without tags";

    private final List<KnownTag> tags;
    private final Map<Integer, Integer> photosOf = new HashMap<>();
    private final int photos;

    /** @param selection all photos, those outside included */
    AlbumNames(List<KnownTag> tags, List<SelectedPhoto> selection) {
        this.tags = tags;
        this.photos = selection.size();
        selection.forEach(photo -> photo.tags().forEach(tag -> photosOf.merge(tag, 1, Integer::sum)));
    }

    private record Weighed(KnownTag tag, double share, double lift) {

        double weight() {
            return share * Math.log(lift);
        }

        AlbumTag shown() {
            return new AlbumTag(tag.id(), tag.name(), share, lift);
        }
    }

    private static final Comparator<Weighed> BEST = Comparator.comparingDouble(Weighed::weight)
            .thenComparingInt(weighed -> weighed.tag().above().size())
            .reversed()
            .thenComparing(weighed -> weighed.tag().id());

    /** Unrelated tags of an album, the most telling first. */
    List<AlbumTag> tagsOf(List<SelectedPhoto> album) {
        List<Weighed> chosen = new ArrayList<>();
        for (Weighed candidate : candidates(album)) {
            if (chosen.size() < TAGS
                    && chosen.stream().noneMatch(one -> one.tag().isRelatedTo(candidate.tag()))) {
                chosen.add(candidate);
            }
        }
        return chosen.stream().map(Weighed::shown).toList();
    }

    private List<Weighed> candidates(List<SelectedPhoto> album) {
        Map<Integer, Integer> counts = new HashMap<>();
        album.forEach(photo -> photo.tags().forEach(tag -> counts.merge(tag, 1, Integer::sum)));
        return tags.stream()
                .filter(tag -> counts.getOrDefault(tag.number(), 0) >= MIN_SHARE * album.size())
                .map(tag -> weighed(tag, (double) counts.get(tag.number()) / album.size()))
                .sorted(BEST)
                .toList();
    }

    private Weighed weighed(KnownTag tag, double share) {
        return new Weighed(tag, share, share * photos / photosOf.get(tag.number()));
    }

    /** Unique names: one tag, two where one is not enough, and a number where two are not. */
    static List<String> of(List<List<AlbumTag>> albums) {
        List<String> names =
                new ArrayList<>(albums.stream().map(tags -> name(tags, 1)).toList());
        Set<String> twice = repeated(names);
        for (int i = 0; i < names.size(); i++) {
            if (twice.contains(names.get(i))) {
                names.set(i, name(albums.get(i), 2));
            }
        }
        Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            int number = seen.merge(names.get(i), 1, Integer::sum);
            if (number > 1) {
                names.set(i, "%s (%d)".formatted(names.get(i), number));
            }
        }
        return names;
    }

    private static String name(List<AlbumTag> tags, int most) {
        return tags.isEmpty()
                ? UNNAMED
                : String.join(
                        ", ", tags.stream().limit(most).map(AlbumTag::name).toList());
    }

    private static Set<String> repeated(List<String> names) {
        Set<String> seen = new HashSet<>();
        Set<String> repeated = new HashSet<>();
        names.forEach(name -> {
            if (!seen.add(name)) {
                repeated.add(name);
            }
        });
        return repeated;
    }
}
