package io.tagstream.page;

import io.tagstream.api.ExplanationView;
import io.tagstream.api.ExplanationView.CompetitorView;
import io.tagstream.api.ExplanationView.ExplainedTagView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** An explanation as bars: how near the photo is to each tag, to what the tag had to beat, and what came of it. */
record ExplanationBars(List<Group> groups, int moreTags) {

    record Group(String facet, List<Row> rows) {}

    /**
     * A tag.
     *
     * @param confidence 0 to 100
     * @param threshold 0 to 100
     * @param bars cosines of the tag itself and of its competitors, on one scale for the whole photo
     */
    record Row(
            String id,
            String name,
            boolean inEffect,
            String decision,
            String why,
            double confidence,
            double threshold,
            String percent,
            String needed,
            List<Bar> bars,
            int moreBars) {}

    /** One cosine. */
    record Bar(String label, String kind, double width, String value) {}

    /** Cosines of CLIP lie close together, so their scale begins below the smallest one, and not at zero. */
    private static final double MARGIN = 0.25;

    static ExplanationBars of(ExplanationView explanation) {
        DoubleStream cosines = explanation.tags().stream()
                .flatMap(tag -> Stream.concat(
                        Stream.of(tag.cosine()), tag.competitors().stream().map(CompetitorView::cosine)))
                .mapToDouble(Double::doubleValue);
        var range = cosines.summaryStatistics();
        double span = Math.max(1e-6, range.getMax() - range.getMin());
        double low = range.getMin() - MARGIN * span;
        double high = range.getMax();
        Map<String, List<Row>> rows = new LinkedHashMap<>();
        for (ExplainedTagView tag : explanation.tags()) {
            rows.computeIfAbsent(tag.facet(), _ -> new ArrayList<>()).add(row(tag, low, high));
        }
        return new ExplanationBars(
                rows.entrySet().stream()
                        .map(entry -> new Group(entry.getKey(), entry.getValue()))
                        .toList(),
                explanation.moreTags());
    }

    private static Row row(ExplainedTagView tag, double low, double high) {
        List<Bar> bars = new ArrayList<>();
        bars.add(bar(tag.name(), "this tag", tag.cosine(), low, high));
        tag.competitors().forEach(one -> bars.add(bar(one.name(), one.kind(), one.cosine(), low, high)));
        return new Row(
                tag.id(),
                tag.name(),
                tag.inEffect(),
                tag.decision().replace('-', ' '),
                tag.why(),
                100 * tag.confidence(),
                100 * tag.threshold(),
                Say.percent(tag.confidence()),
                Say.percent(tag.threshold()),
                bars,
                tag.moreCompetitors());
    }

    private static Bar bar(String label, String kind, double cosine, double low, double high) {
        return new Bar(label, kind, 100 * (cosine - low) / (high - low), Say.decimal(cosine));
    }
}
