package io.tagstream.taxonomy;

import java.util.Map;
import java.util.Optional;

/** A tag that is in both of two taxonomies. What differs counts only where the tag is scored in one of them. */
record TagPair(PlacedTag before, PlacedTag after) {

    static Optional<TagPair> of(Map<String, PlacedTag> before, PlacedTag after) {
        return Optional.ofNullable(before.get(after.tag().id())).map(old -> new TagPair(old, after));
    }

    boolean isScored() {
        return before.isActive() || after.isActive();
    }

    boolean isInFacet(String id) {
        return after.facet().id().equals(id);
    }

    boolean activityDiffers() {
        return before.isActive() != after.isActive();
    }

    /** What the tag itself says of its prompts; the name says it where nothing else does. */
    boolean wordingDiffers() {
        return !before.tag().words().equals(after.tag().words())
                || !before.tag().prompts().equals(after.tag().prompts())
                || !before.tag().templateWords().equals(after.tag().templateWords());
    }

    boolean promptsDiffer() {
        return isScored() && !before.prompts().equals(after.prompts());
    }

    boolean backgroundsDiffer() {
        return isScored() && !before.background().equals(after.background());
    }

    boolean thresholdsDiffer() {
        return isScored() && before.threshold() != after.threshold();
    }
}
