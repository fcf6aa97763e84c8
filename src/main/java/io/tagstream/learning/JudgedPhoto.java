package io.tagstream.learning;

import io.tagstream.clip.Embedding;
import io.tagstream.tagging.Verdict;
import java.util.Map;

/**
 * A photo that people said something of.
 *
 * @param verdicts by tag id, at least one
 */
public record JudgedPhoto(Embedding embedding, Map<String, Verdict> verdicts) {

    public JudgedPhoto {
        verdicts = Map.copyOf(verdicts);
    }
}
