package io.tagstream.api;

import io.tagstream.api.ExplanationView.CalibrationView;
import io.tagstream.api.ExplanationView.CompetitorView;
import io.tagstream.api.ExplanationView.ExplainedTagView;
import io.tagstream.api.ExplanationView.LearnedView;
import io.tagstream.api.ExplanationView.PromptView;
import io.tagstream.api.PhotoTagsView.ReleaseOfTagsView;
import io.tagstream.api.PhotoTagsView.VerdictView;
import io.tagstream.catalog.EmbeddingStore;
import io.tagstream.catalog.LoadedRelease;
import io.tagstream.catalog.PhotoRow;
import io.tagstream.catalog.Release;
import io.tagstream.catalog.ReleaseLoader;
import io.tagstream.catalog.VerdictStore;
import io.tagstream.catalog.VerdictStore.Said;
import io.tagstream.clip.Embedding;
import io.tagstream.photo.PhotoId;
import io.tagstream.tagging.AssignedTag;
import io.tagstream.tagging.TagExplanation;
import io.tagstream.tagging.Verdict;
import io.tagstream.taxonomy.Tag;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Says why a photo has its tags: what the release makes of its embedding, and what people said. */
@Singleton
public class Explanations {

    /** Beside those that matter, so many of each facet: what the photo would be tagged with next. */
    private static final int NEAREST = 3;

    /** Logits settle what rounds to the same confidence. */
    private static final Comparator<TagExplanation> NEAREST_FIRST = Comparator.comparingDouble(
                    TagExplanation::confidence)
            .thenComparingDouble(TagExplanation::logit)
            .reversed();

    /**
     * How much to say.
     *
     * @param all every tag that is scored, and not only those that matter and the nearest ones
     * @param prompts which prompt of a tag was the best, for which texts are encoded
     */
    public record Extent(boolean all, boolean prompts) {}

    private final ReleaseLoader loader;
    private final EmbeddingStore embeddings;
    private final VerdictStore verdicts;
    private final Questions questions;
    private final AskConfig config;

    Explanations(
            ReleaseLoader loader,
            EmbeddingStore embeddings,
            VerdictStore verdicts,
            Questions questions,
            AskConfig config) {
        this.loader = loader;
        this.embeddings = embeddings;
        this.verdicts = verdicts;
        this.questions = questions;
        this.config = config;
    }

    /** Explains a photo's tags in a release. */
    public ExplanationView explain(PhotoRow photo, Release release, Extent extent) {
        if (extent.prompts()) {
            requireModel(release);
        }
        LoadedRelease loaded = loader.load(release)
                .orElseThrow(() ->
                        ProblemException.conflict("release %s has no labels yet: no worker with its model has loaded it"
                                .formatted(release.id())));
        Embedding embedding = embeddings
                .of(photo.number, release.model())
                .orElseThrow(() -> ProblemException.conflict(
                        "photo %s (%s) has no embedding of model %s, which release %s is of, so there is nothing to explain"
                                .formatted(photo.photoId, photo.status, release.modelName(), release.id())));
        Map<String, Said> said = verdicts.ofPhoto(new PhotoId(photo.photoId)).stream()
                .filter(one -> one.taxonomy().equals(release.taxonomy()))
                .collect(Collectors.toMap(Said::tagId, one -> one));
        List<TagExplanation> all = loaded.tagger().explain(embedding).tags();
        Set<String> inEffect = inEffect(loaded, embedding, said);
        List<TagExplanation> chosen = extent.all() ? all : chosen(all, inEffect, said.keySet());
        Map<String, PromptView> prompts = extent.prompts() ? prompts(loaded, embedding, chosen, inEffect) : Map.of();
        return new ExplanationView(
                photo.photoId,
                ReleaseOfTagsView.of(release),
                views(loaded, sorted(chosen), inEffect, said, prompts),
                all.size() - chosen.size(),
                extent.prompts()
                        ? (int) chosen.stream()
                                .filter(tag -> tag.learned().isEmpty() && !prompts.containsKey(tag.tagId()))
                                .count()
                        : 0);
    }

    private void requireModel(Release release) {
        if (!release.id().modelDigest().equals(questions.model().digest())) {
            throw ProblemException.conflict(
                    "release %s is of model %s, and this worker has %s, so prompts cannot be compared; prompts=false leaves them out"
                            .formatted(
                                    release.id(),
                                    release.modelName(),
                                    questions.model().name()));
        }
    }

    private static Set<String> inEffect(LoadedRelease loaded, Embedding embedding, Map<String, Said> said) {
        Map<String, Verdict> words = new HashMap<>();
        said.forEach((tag, one) -> words.put(tag, one.verdict()));
        return loaded.overlaid(loaded.tag(embedding).tags(), words).stream()
                .map(AssignedTag::tagId)
                .collect(Collectors.toSet());
    }

    /** Those that are given, in effect or spoken of, and the nearest of each facet. */
    private static List<TagExplanation> chosen(List<TagExplanation> all, Set<String> inEffect, Set<String> said) {
        Set<String> ids = new HashSet<>(inEffect);
        ids.addAll(said);
        all.stream().filter(TagExplanation::isGiven).map(TagExplanation::tagId).forEach(ids::add);
        byFacet(all).values().forEach(facet -> facet.stream()
                .sorted(NEAREST_FIRST)
                .limit(NEAREST)
                .map(TagExplanation::tagId)
                .forEach(ids::add));
        return all.stream().filter(tag -> ids.contains(tag.tagId())).toList();
    }

    private static Map<String, List<TagExplanation>> byFacet(List<TagExplanation> tags) {
        return tags.stream()
                .collect(Collectors.groupingBy(TagExplanation::facetId, LinkedHashMap::new, Collectors.toList()));
    }

    /** Facets stay in the taxonomy's order. */
    private static List<TagExplanation> sorted(List<TagExplanation> tags) {
        return byFacet(tags).values().stream()
                .flatMap(facet -> facet.stream().sorted(NEAREST_FIRST))
                .toList();
    }

    private Map<String, PromptView> prompts(
            LoadedRelease loaded, Embedding embedding, List<TagExplanation> tags, Set<String> inEffect) {
        List<TagExplanation> byWeight = tags.stream()
                .sorted(Comparator.comparing((TagExplanation tag) -> !inEffect.contains(tag.tagId()))
                        .thenComparing(NEAREST_FIRST))
                .toList();
        return new BestPrompts(loaded.taxonomy(), config.maxTexts(), questions::embedTexts).of(embedding, byWeight);
    }

    private static List<ExplainedTagView> views(
            LoadedRelease loaded,
            List<TagExplanation> tags,
            Set<String> inEffect,
            Map<String, Said> said,
            Map<String, PromptView> prompts) {
        Map<String, Tag> byId = new HashMap<>();
        loaded.taxonomy().facets().forEach(facet -> facet.tags().forEach(tag -> byId.put(tag.id(), tag)));
        List<ExplainedTagView> views = new ArrayList<>();
        for (TagExplanation tag : tags) {
            Tag known = byId.get(tag.tagId());
            if (known != null) {
                views.add(view(
                        known,
                        tag,
                        inEffect.contains(tag.tagId()),
                        Optional.ofNullable(said.get(tag.tagId())),
                        Optional.ofNullable(prompts.get(tag.tagId()))));
            }
        }
        return views;
    }

    private static ExplainedTagView view(
            Tag tag, TagExplanation why, boolean inEffect, Optional<Said> said, Optional<PromptView> prompt) {
        return new ExplainedTagView(
                why.tagId(),
                tag.name(),
                why.facetId(),
                why.parent(),
                why.kind().word(),
                tag.reliable(),
                why.cosine(),
                why.logit(),
                ExplanationView.finite(why.logOdds()),
                CalibrationView.of(why.calibration()),
                why.learned().map(LearnedView::of),
                why.confidence(),
                why.threshold(),
                why.decision().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                said.map(VerdictView::of),
                inEffect,
                Reasons.of(why, said.map(Said::verdict), inEffect),
                prompt,
                why.competitors().stream().map(CompetitorView::of).toList(),
                why.moreCompetitors());
    }
}
