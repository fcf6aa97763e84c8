package io.tagstream.learning;

import io.tagstream.tagging.Verdict;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What follows, tag by tag, from what people said.
 *
 * <p>An accepted tag holds, and so do those above it; in a one-of group it speaks against all others. What is concluded for
 * calibration depends on what made people look: of an any-of tag they are shown where it was given, and say yes or no. Where it was not
 * given, only those speak who miss it, and nobody says that it is rightly absent. Taken together, that would make every tag that
 * people add look certain. So for an any-of tag only photos count that it was given; for a one-of group, a choice tells of all
 * its tags alike.
 */
final class PeoplesVerdicts {

    /** What is known of one photo. */
    private record Known(Set<String> holding, Set<String> missing, Set<String> shown) {

        Optional<Boolean> of(String tag) {
            boolean holds = holding.contains(tag);
            return holds == missing.contains(tag) ? Optional.empty() : Optional.of(holds);
        }
    }

    private final List<Known> photos;

    /**
     * Concludes.
     *
     * @param shown by photo: ids of the tags that people saw
     */
    PeoplesVerdicts(List<GroupedTag> tags, List<CorrectedPhoto> judged, List<Set<String>> shown) {
        Map<String, GroupedTag> byId = new HashMap<>();
        tags.forEach(tag -> byId.put(tag.id(), tag));
        this.photos = IntStream.range(0, judged.size())
                .mapToObj(i -> known(judged.get(i).verdicts(), shown.get(i), byId))
                .toList();
    }

    private static Known known(Map<String, Verdict> verdicts, Set<String> shown, Map<String, GroupedTag> tags) {
        Set<String> holding = new HashSet<>();
        Set<String> missing = new HashSet<>();
        verdicts.forEach((id, verdict) -> {
            if (verdict == Verdict.ACCEPTED) {
                addWithAncestors(id, holding, tags);
            } else {
                missing.add(id);
            }
        });
        for (String id : holding) {
            GroupedTag tag = tags.get(id);
            if (tag != null && tag.oneOf()) {
                tag.group().stream().filter(other -> !other.equals(id)).forEach(missing::add);
            }
        }
        return new Known(holding, missing, shown);
    }

    private static void addWithAncestors(String id, Set<String> holding, Map<String, GroupedTag> tags) {
        Optional<String> next = Optional.of(id);
        while (next.isPresent() && holding.add(next.get())) {
            next = Optional.ofNullable(tags.get(next.get())).flatMap(GroupedTag::parent);
        }
    }

    /** Numbers of the photos that the tag was said to be on, or not to be. */
    int[] examples(GroupedTag tag, boolean accepted) {
        return IntStream.range(0, photos.size())
                .filter(i -> applies(tag, photos.get(i)))
                .filter(i -> photos.get(i)
                        .of(tag.id())
                        .filter(holds -> holds == accepted)
                        .isPresent())
                .toArray();
    }

    /** Numbers of the photos whose verdicts tell how far the tag's log-odds can be trusted. */
    int[] telling(GroupedTag tag) {
        return IntStream.range(0, photos.size())
                .filter(i -> applies(tag, photos.get(i)))
                .filter(i -> photos.get(i).of(tag.id()).isPresent())
                .filter(i -> tag.oneOf() || photos.get(i).shown.contains(tag.id()))
                .toArray();
    }

    /** Of a photo of {@link #telling}. */
    boolean holds(GroupedTag tag, int photo) {
        return photos.get(photo).of(tag.id()).orElse(false);
    }

    /** Which breed it is, is no question where there is no dog. */
    private static boolean applies(GroupedTag tag, Known photo) {
        return !tag.isConditional()
                || tag.parent()
                        .map(parent -> photo.of(parent).orElse(photo.shown.contains(parent)))
                        .orElse(true);
    }
}
