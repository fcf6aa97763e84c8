package io.tagstream.taxonomy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Finds prompts that are longer than a model reads: it drops their end without a word, and what is left may say something else.
 * Not part of what makes a taxonomy valid, since every model counts and cuts in its own way.
 */
public final class PromptLengths {

    private final ToIntFunction<String> tokens;
    private final int contextLength;
    private final List<Problem> problems = new ArrayList<>();

    private PromptLengths(ToIntFunction<String> tokens, int contextLength) {
        this.tokens = tokens;
        this.contextLength = contextLength;
    }

    /**
     * Every prompt that is too long, of the tags that are scored and of the background.
     *
     * @param tokens how many tokens the model makes of a text, uncut, start and end included
     * @param contextLength how many it reads
     */
    public static List<Problem> check(Taxonomy taxonomy, ToIntFunction<String> tokens, int contextLength) {
        PromptLengths lengths = new PromptLengths(tokens, contextLength);
        lengths.check("background", taxonomy.background());
        for (int i = 0; i < taxonomy.facets().size(); i++) {
            lengths.check(taxonomy, Places.facet(i), taxonomy.facets().get(i));
        }
        return List.copyOf(lengths.problems);
    }

    private void check(Taxonomy taxonomy, String place, Facet facet) {
        check(place + ".background", facet.background());
        Hierarchy hierarchy = new Hierarchy(facet);
        for (int i = 0; i < facet.tags().size(); i++) {
            Tag tag = facet.tags().get(i);
            if (hierarchy.isActive(tag)) {
                check(Places.tag(place, i), tag, hierarchy.templates(tag, taxonomy.templates()));
            }
        }
    }

    private void check(String place, Tag tag, List<String> templates) {
        List<String> words = tag.templateWords();
        for (int i = 0; i < words.size(); i++) {
            for (String template : templates) {
                check(
                        place + (tag.words().isEmpty() ? ".name" : ".words[" + i + "]"),
                        Tag.inserted(words.get(i), template));
            }
        }
        check(place + ".prompts", tag.prompts());
        check(place + ".negatives", tag.negatives());
    }

    private void check(String place, List<String> prompts) {
        for (int i = 0; i < prompts.size(); i++) {
            check(place + "[" + i + "]", prompts.get(i));
        }
    }

    private void check(String place, String prompt) {
        int count = tokens.applyAsInt(prompt);
        if (count > contextLength) {
            problems.add(new Problem(
                    place, "\"%s\" has %d tokens; the model reads %d".formatted(prompt, count, contextLength)));
        }
    }
}
