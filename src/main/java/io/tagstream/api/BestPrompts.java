package io.tagstream.api;

import io.tagstream.api.ExplanationView.PromptView;
import io.tagstream.clip.Embedding;
import io.tagstream.tagging.TagExplanation;
import io.tagstream.taxonomy.Facet;
import io.tagstream.taxonomy.Taxonomy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Finds which single prompt of a tag is most like a photo. Labels are means of prompts, so this is not kept anywhere: prompts are
 * encoded once more, as many as may be asked for at a time.
 */
final class BestPrompts {

    private final Taxonomy taxonomy;
    private final Map<String, Facet> facets = new HashMap<>();
    private final int mostTexts;
    private final Function<List<String>, List<Embedding>> texts;

    /**
     * Of one taxonomy.
     *
     * @param mostTexts that may be encoded for an answer
     * @param texts encodes them
     */
    BestPrompts(Taxonomy taxonomy, int mostTexts, Function<List<String>, List<Embedding>> texts) {
        this.taxonomy = taxonomy;
        this.mostTexts = mostTexts;
        this.texts = texts;
        taxonomy.facets().forEach(facet -> facets.put(facet.id(), facet));
    }

    /**
     * By tag id. Learned tags are left out, and those that there was no place for.
     *
     * @param tags those that matter most first
     */
    Map<String, PromptView> of(Embedding photo, List<TagExplanation> tags) {
        Map<String, PromptView> best = new HashMap<>();
        Map<String, List<String>> asked = new LinkedHashMap<>();
        int count = 0;
        for (TagExplanation tag : tags.subList(0, Math.min(mostTexts, tags.size()))) {
            List<String> prompts = tag.learned().isPresent() ? List.of() : prompts(tag);
            if (prompts.size() == 1) { // the label itself
                best.put(tag.tagId(), new PromptView(prompts.getFirst(), tag.cosine(), 1));
            } else if (!prompts.isEmpty() && count + prompts.size() <= mostTexts) {
                asked.put(tag.tagId(), prompts);
                count += prompts.size();
            }
        }
        best.putAll(asked.isEmpty() ? Map.of() : best(photo, asked));
        return best;
    }

    private Map<String, PromptView> best(Embedding photo, Map<String, List<String>> asked) {
        List<String> all = new ArrayList<>();
        asked.values().forEach(all::addAll);
        List<Embedding> embeddings = texts.apply(all);
        Map<String, PromptView> best = new HashMap<>();
        int next = 0;
        for (Map.Entry<String, List<String>> tag : asked.entrySet()) {
            int count = tag.getValue().size();
            best.put(tag.getKey(), best(photo, tag.getValue(), embeddings.subList(next, next + count)));
            next += count;
        }
        return best;
    }

    /** The first of those that are equally alike. */
    private static PromptView best(Embedding photo, List<String> prompts, List<Embedding> embeddings) {
        int best = 0;
        double highest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < prompts.size(); i++) {
            double cosine = photo.cosine(embeddings.get(i));
            if (cosine > highest) {
                best = i;
                highest = cosine;
            }
        }
        return new PromptView(prompts.get(best), highest, prompts.size());
    }

    private List<String> prompts(TagExplanation tag) {
        Facet facet = facets.get(tag.facetId());
        if (facet == null) {
            return List.of();
        }
        return facet.tag(tag.tagId()).map(one -> taxonomy.prompts(facet, one)).orElse(List.of());
    }
}
