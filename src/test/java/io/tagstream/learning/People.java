package io.tagstream.learning;

import io.tagstream.learning.DrawnCatalog.Scenes;
import io.tagstream.tagging.AssignedTag;
import io.tagstream.tagging.Tagger;
import io.tagstream.tagging.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** People who know what scenes show, and say so of the tags that they see. */
final class People {

    /** Some will not be missed, or the trouble is too much. */
    private static final double ADDED = 0.5;

    private People() {}

    /** Each tag that a scene is given is accepted or rejected, and half of those that are missing are added. */
    static List<CorrectedPhoto> correct(Scenes scenes, Tagger tagger, long seed) {
        Random random = new Random(seed);
        List<CorrectedPhoto> corrected = new ArrayList<>();
        for (int scene = 0; scene < scenes.count(); scene++) {
            Map<String, Verdict> verdicts = new HashMap<>();
            for (AssignedTag tag : tagger.tag(scenes.embedding(scene)).tags()) {
                boolean right = scenes.shows(scene, tag.tagId());
                verdicts.put(tag.tagId(), right ? Verdict.ACCEPTED : Verdict.REJECTED);
            }
            for (String tag : tagger.tagIds()) {
                if (scenes.shows(scene, tag) && random.nextDouble() < ADDED) {
                    verdicts.putIfAbsent(tag, Verdict.ACCEPTED);
                }
            }
            corrected.add(new CorrectedPhoto(scenes.embedding(scene), verdicts));
        }
        return corrected;
    }

    /** The first scenes that show something are accepted for a tag, and nothing else is said. */
    static List<CorrectedPhoto> accept(Scenes scenes, String shown, String tag, int examples) {
        List<CorrectedPhoto> accepted = new ArrayList<>();
        for (int scene = 0; scene < scenes.count() && accepted.size() < examples; scene++) {
            if (scenes.shows(scene, shown)) {
                accepted.add(new CorrectedPhoto(scenes.embedding(scene), Map.of(tag, Verdict.ACCEPTED)));
            }
        }
        return accepted;
    }
}
