package io.tagstream.tagging;

import io.tagstream.clip.Embedding;
import io.tagstream.taxonomy.Facet;
import io.tagstream.taxonomy.FacetKind;
import io.tagstream.taxonomy.Tag;
import io.tagstream.taxonomy.Taxonomy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What docs/tagging.md says, for one photo, written down naively in float64: no matrix, no stable sums, no float32, everything
 * computed anew wherever it is needed.
 */
final class ReferenceScoring {

    /** Decisions that are closer than this may fall either way. */
    private static final double CLOSE = 1e-4;

    private final RandomRelease release;
    private final Taxonomy taxonomy;
    private final double[] photo;
    private final Map<String, Facet> facets = new HashMap<>();

    /** Of the tags that hold, before the limits. */
    private final Map<String, Double> held = new HashMap<>();

    private final List<String> given = new ArrayList<>();
    private boolean isClose;

    ReferenceScoring(RandomRelease release, Embedding photo) {
        this.release = release;
        this.taxonomy = release.taxonomy();
        this.photo = doubles(photo.values());
        for (Facet facet : taxonomy.facets()) {
            facet.tags().forEach(tag -> facets.put(tag.id(), facet));
        }
        for (Facet facet : taxonomy.facets()) {
            List<String> ofFacet = new ArrayList<>();
            decide(facet, Optional.empty(), ofFacet);
            given.addAll(limited(ofFacet, facet.limit()));
        }
        List<String> all = limited(given, taxonomy.limit());
        given.retainAll(all);
    }

    /** Ids, most confident first. */
    List<String> given() {
        return given.stream()
                .sorted(Comparator.comparing(this::heldConfidence).reversed().thenComparing(id -> id))
                .toList();
    }

    /** Whether rounding may have made one of its decisions. */
    boolean isClose() {
        return isClose;
    }

    double cosine(Tag tag) {
        return cosine(taxonomy.prompts(facet(tag), tag));
    }

    double logOdds(Tag tag) {
        LearnedTag learned = release.fitting().learned().get(tag.id());
        if (learned != null) {
            return dot(doubles(learned.weights()), photo) + learned.bias();
        }
        double others = tag.negatives().stream().mapToDouble(this::exp).sum();
        List<String> background = taxonomy.background(facet(tag));
        if (!isOneOf(tag)) {
            others += background.stream().mapToDouble(this::exp).average().orElseThrow();
        } else {
            others += siblings(tag)
                    .filter(sibling -> !isLearned(sibling))
                    .filter(sibling -> !sibling.equals(tag))
                    .mapToDouble(this::exp)
                    .sum();
            others += parent(tag)
                    .map(this::exp)
                    .orElseGet(() -> background.stream().mapToDouble(this::exp).sum());
        }
        return Math.log(exp(tag) / others);
    }

    /** Also of a tag whose parent does not hold. */
    double confidence(Tag tag) {
        double conditional = 1 / (1 + Math.exp(-calibrated(tag)));
        boolean within = isOneOf(tag) && parent(tag).isPresent();
        return within ? confidence(parent(tag).orElseThrow()) * conditional : conditional;
    }

    private double calibrated(Tag tag) {
        return release.fitting().calibration(tag.id()).logOdds(logOdds(tag));
    }

    private void decide(Facet facet, Optional<Tag> above, List<String> ofFacet) {
        List<Tag> group = facet.tags().stream()
                .filter(tag -> tag.parent().equals(above.map(Tag::id)) && tag.active())
                .toList();
        if (group.isEmpty()) {
            return;
        }
        if (isOneOf(group.getFirst())) {
            if (above.isEmpty() || held.containsKey(above.get().id())) {
                oneOf(group, ofFacet);
            }
        } else {
            group.stream().filter(this::reachesThreshold).forEach(tag -> hold(tag, ofFacet));
        }
        group.forEach(tag -> decide(facet, Optional.of(tag), ofFacet));
    }

    private void oneOf(List<Tag> group, List<String> ofFacet) {
        List<Tag> ranked = group.stream()
                .sorted(Comparator.comparing(this::calibrated).reversed())
                .toList();
        Tag best = ranked.getFirst();
        isClose |= ranked.size() > 1 && calibrated(best) - calibrated(ranked.get(1)) < CLOSE;
        if (reachesThreshold(best) && leads(best)) {
            hold(best, ofFacet);
        }
    }

    private boolean reachesThreshold(Tag tag) {
        double above = confidence(tag) - taxonomy.threshold(facet(tag), tag);
        isClose |= Math.abs(above) < CLOSE;
        return above >= 0;
    }

    private boolean leads(Tag tag) {
        if (isLearned(tag) || release.fitting().calibration(tag.id()).origin() == Calibration.Origin.CORRECTIONS) {
            return true;
        }
        double nothing = Stream.concat(
                        tag.negatives().stream().map(prompt -> cosine(List.of(prompt))),
                        parent(tag).isPresent()
                                ? parent(tag).map(this::cosine).stream()
                                : taxonomy.background(facet(tag)).stream().map(prompt -> cosine(List.of(prompt))))
                .max(Comparator.naturalOrder())
                .orElseThrow();
        isClose |= Math.abs(cosine(tag) - nothing) < CLOSE;
        return cosine(tag) > nothing;
    }

    private void hold(Tag tag, List<String> ofFacet) {
        held.put(tag.id(), confidence(tag));
        ofFacet.add(tag.id());
    }

    private List<String> limited(List<String> ids, int limit) {
        List<String> ranked = ids.stream()
                .sorted(Comparator.comparing(this::heldConfidence).reversed())
                .toList();
        if (ranked.size() <= limit) {
            return ranked;
        }
        isClose |= heldConfidence(ranked.get(limit - 1)) - heldConfidence(ranked.get(limit)) < CLOSE;
        return ranked.subList(0, limit);
    }

    private double heldConfidence(String id) {
        return held.getOrDefault(id, -1.0);
    }

    private boolean isLearned(Tag tag) {
        return release.fitting().learned().containsKey(tag.id());
    }

    private boolean isOneOf(Tag tag) {
        Optional<Tag> above = parent(tag);
        while (above.isPresent() && above.get().children().kind().isEmpty()) {
            above = parent(above.get());
        }
        return above.flatMap(ancestor -> ancestor.children().kind())
                        .orElse(facet(tag).kind())
                == FacetKind.ONE_OF;
    }

    private Stream<Tag> siblings(Tag tag) {
        return facet(tag).tags().stream()
                .filter(other -> other.active() && other.parent().equals(tag.parent()));
    }

    private Optional<Tag> parent(Tag tag) {
        return tag.parent().flatMap(taxonomy::tag);
    }

    private Facet facet(Tag tag) {
        return Optional.ofNullable(facets.get(tag.id())).orElseThrow();
    }

    private double exp(Tag tag) {
        return Math.exp(RandomRelease.LOGIT_SCALE * cosine(tag));
    }

    private double exp(String prompt) {
        return Math.exp(RandomRelease.LOGIT_SCALE * cosine(List.of(prompt)));
    }

    private double cosine(List<String> prompts) {
        double[] mean = new double[photo.length];
        for (String prompt : prompts) {
            double[] vector = doubles(RandomRelease.ENCODER.embedding(prompt).values());
            double norm = Math.sqrt(dot(vector, vector));
            for (int d = 0; d < mean.length; d++) {
                mean[d] += vector[d] / norm / prompts.size();
            }
        }
        return dot(mean, photo) / Math.sqrt(dot(mean, mean));
    }

    private static double[] doubles(float[] floats) {
        double[] doubles = new double[floats.length];
        for (int d = 0; d < floats.length; d++) {
            doubles[d] = floats[d];
        }
        return doubles;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int d = 0; d < a.length; d++) {
            sum += a[d] * b[d];
        }
        return sum;
    }
}
