package io.tagstream.catalog;

import io.tagstream.clip.Embedding;
import io.tagstream.tagging.AssignedTag;
import io.tagstream.tagging.PeoplesWord;
import io.tagstream.tagging.Tagger;
import io.tagstream.tagging.Tagging;
import io.tagstream.tagging.Verdict;
import io.tagstream.taxonomy.Taxonomy;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A release with all it takes to tag by it. Immutable, and shared by threads. */
public final class LoadedRelease {

    private final Release release;
    private final Taxonomy taxonomy;
    private final Tagger tagger;
    private final PeoplesWord people;

    /** Of one version and model. */
    public LoadedRelease(Release release, Taxonomy taxonomy, Tagger tagger) {
        if (!tagger.release().equals(release.id())) {
            throw new IllegalArgumentException("a tagger of %s for %s".formatted(tagger.release(), release.id()));
        }
        this.release = release;
        this.taxonomy = taxonomy;
        this.tagger = tagger;
        this.people = new PeoplesWord(taxonomy);
    }

    /** As it was when it was loaded; how far it has come may have changed since. */
    public Release release() {
        return release;
    }

    public Taxonomy taxonomy() {
        return taxonomy;
    }

    public Tagger tagger() {
        return tagger;
    }

    /** What the release alone says. */
    public Tagging tag(Embedding photo) {
        return tagger.tag(photo);
    }

    /** The verdicts about tags that this version has; others say nothing here, though they are kept. */
    Map<String, Verdict> known(Map<String, Verdict> verdicts) {
        Map<String, Verdict> known = new TreeMap<>(verdicts);
        known.keySet().removeIf(tag -> taxonomy.tag(tag).isEmpty());
        return known;
    }

    /**
     * The tags that a photo has in effect.
     *
     * @param tags what the release alone says
     * @param verdicts what people say, by tag id
     */
    public List<AssignedTag> overlaid(List<AssignedTag> tags, Map<String, Verdict> verdicts) {
        return verdicts.isEmpty() ? tags : people.overlay(tags, verdicts);
    }
}
