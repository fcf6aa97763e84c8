package io.tagstream.tagging;

import io.tagstream.clip.Embedding;
import io.tagstream.failure.Failure;
import io.tagstream.taxonomy.Facet;
import io.tagstream.taxonomy.PromptEmbeddings;
import io.tagstream.taxonomy.Taxonomy;
import io.tagstream.taxonomy.TextEncoder;
import java.util.Comparator;
import java.util.List;

/** How well one of a tag's prompts fits a photo by itself. */
public record PromptCosine(String prompt, double cosine) {

    /**
     * All of a tag's prompts, best first. What is kept of them is their mean, so this takes the text tower of the model.
     *
     * @param tagId of a tag of the taxonomy
     * @throws Failure MODEL_INVALID if what the encoder returns cannot be embeddings of the prompts
     */
    public static List<PromptCosine> of(Taxonomy taxonomy, String tagId, Embedding photo, TextEncoder encoder) {
        Facet facet = taxonomy.facetOf(tagId).orElseThrow(() -> new IllegalArgumentException("no tag " + tagId));
        List<String> prompts = taxonomy.prompts(facet, facet.tag(tagId).orElseThrow());
        PromptEmbeddings embeddings = PromptEmbeddings.of(prompts.stream(), encoder);
        return prompts.stream()
                .map(prompt -> new PromptCosine(prompt, photo.cosine(new Embedding(embeddings.label(List.of(prompt))))))
                .sorted(Comparator.comparingDouble(PromptCosine::cosine).reversed())
                .toList();
    }
}
