package io.tagstream.learning;

import io.tagstream.clip.Embedding;
import io.tagstream.tagging.Verdict;
import java.util.Map;

/**
 * A photo that people said something of.
 *
 * @param verdicts by tag id, at least one
 */
public record CorrectedPhoto(Embedding embedding, Map<String, Verdict> verdicts) {

    public CorrectedPhoto {
        verdicts = Map.copyOf(verdicts);
    }
}
