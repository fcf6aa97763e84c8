package io.tagstream.evaluation;

import java.util.List;

/**
 * A tag that a photo was given and does not show, or shows and was not given.
 *
 * @param confidence of the tag
 * @param shown ids of the tags of the same facet that it shows, without those above them
 * @param given ids of the tags of the same facet that it was given
 */
public record Mistake(JudgedPhoto photo, String tagId, double confidence, List<String> shown, List<String> given) {

    public Mistake {
        shown = List.copyOf(shown);
        given = List.copyOf(given);
    }
}
