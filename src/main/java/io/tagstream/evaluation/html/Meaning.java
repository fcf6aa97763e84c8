package io.tagstream.evaluation.html;

import java.util.LinkedHashMap;
import java.util.Map;

/** The numbers in words, for whoever was only sent the page. */
final class Meaning {

    private static final Map<String, String> WORDS = new LinkedHashMap<>();

    static {
        WORDS.put("shown", "Photos that show the tag, as somebody said. Whoever says poodle says dog.");
        WORDS.put("given", "Photos that were given the tag, or one below it.");
        WORDS.put("hits, false alarms, misses", "Given and shown; given and not shown; shown and not given.");
        WORDS.put("precision", "The share of what was given that is right: hits / given.");
        WORDS.put("recall", "The share of what is there that was given: hits / shown.");
        WORDS.put("F1", "2 · hits / (given + shown), the harmonic mean of both.");
        WORDS.put(
                "micro, macro",
                "Micro adds up all pairs of photo and tag; macro is the mean over tags, common and rare alike.");
        WORDS.put(
                "0.62–0.91",
                "Where the share lies with 95 % probability, by Wilson's interval, if these photos are a fair sample.");
        WORDS.put("AP", "Average precision: the area under precision against recall, over all thresholds.");
        WORDS.put(
                "top-1",
                "Of the photos that show a tag of a one-of facet, the share whose most confident tag is that one, whatever the thresholds.");
        WORDS.put(
                "calibration error",
                "The mean distance between confidence and what came of it, over bins of confidence (ECE).");
        WORDS.put(
                "best",
                "The threshold with the highest F1. Its F1 is cross-validated: on photos that it was not chosen on.");
    }

    private Meaning() {}

    static Element list() {
        Element list = Element.of("dl").with("class", "meaning");
        WORDS.forEach((word, meaning) -> list.add(Element.of("dt", word), Element.of("dd", meaning)));
        return list;
    }
}
