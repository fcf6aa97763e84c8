package io.tagstream.evaluation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagstream.taxonomy.TaxonomyVersion;
import java.util.List;
import java.util.OptionalDouble;

/** An evaluation for programs. What cannot be computed is left out. */
public final class EvaluationJson {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private EvaluationJson() {}

    public static ObjectNode of(Evaluation evaluation) {
        ObjectNode node = NODES.objectNode();
        node.putObject("taxonomy")
                .put("name", evaluation.tree().taxonomy().name())
                .put("version", TaxonomyVersion.of(evaluation.tree().taxonomy()).hash());
        node.put("photos", evaluation.photos()).put("photosWithoutMistake", evaluation.right());
        put(node.putObject("overall"), evaluation.averages());
        ObjectNode reliability = node.putObject("reliability");
        evaluation.everyConfidence().ifPresent(all -> put(reliability.putObject("allTags"), all));
        evaluation.givenConfidence().ifPresent(given -> put(reliability.putObject("givenTags"), given));
        evaluation.facets().forEach(facet -> put(node.withArray("facets").addObject(), facet));
        evaluation.groups().forEach(group -> put(node.withArray("oneOfGroups").addObject(), evaluation.tree(), group));
        evaluation.tags().forEach(tag -> put(node.withArray("tags").addObject(), tag));
        ObjectNode mistakes = node.putObject("worstMistakes");
        putMistakes(mistakes.putArray("falseAlarms"), evaluation.worst().falseAlarms());
        putMistakes(mistakes.putArray("misses"), evaluation.worst().misses());
        return node;
    }

    private static void put(ObjectNode node, Averages averages) {
        put(node, averages.counts());
        put(node, "macroF1", averages.macroF1());
        put(node, "meanAveragePrecision", averages.meanAveragePrecision());
    }

    private static void put(ObjectNode node, Counts counts) {
        node.put("hits", counts.hits()).put("falseAlarms", counts.falseAlarms()).put("misses", counts.misses());
        put(node, "precision", counts.precision());
        counts.precisionInterval().ifPresent(interval -> put(node.putArray("precisionInterval"), interval));
        put(node, "recall", counts.recall());
        counts.recallInterval().ifPresent(interval -> put(node.putArray("recallInterval"), interval));
        put(node, "f1", counts.f1());
    }

    private static void put(ObjectNode node, String field, OptionalDouble value) {
        value.ifPresent(number -> node.put(field, number));
    }

    private static void put(ArrayNode node, Interval interval) {
        node.add(interval.low()).add(interval.high());
    }

    private static void put(ObjectNode node, Reliability reliability) {
        node.put("pairs", reliability.pairs())
                .put("expectedCalibrationError", reliability.calibrationError())
                .put("expectedCalibrationErrorOfEqualMass", reliability.calibrationErrorOfEqualMass())
                .put("brier", reliability.brier())
                .put("logLoss", reliability.logLoss());
        putBins(node.putArray("equalWidth"), reliability.equalWidth());
        putBins(node.putArray("equalMass"), reliability.equalMass());
    }

    private static void putBins(ArrayNode node, Iterable<Reliability.Bin> bins) {
        bins.forEach(bin -> node.addObject()
                .put("low", bin.low())
                .put("high", bin.high())
                .put("pairs", bin.pairs())
                .put("confidence", bin.confidence())
                .put("shown", bin.shown()));
    }

    private static void put(ObjectNode node, FacetResult facet) {
        node.put("id", facet.facet().id())
                .put("kind", facet.facet().kind().word())
                .put("photos", facet.photos());
        facet.roots().ifPresent(roots -> put(node, "top1", roots.top1Share()));
        put(node, facet.averages());
    }

    private static void put(ObjectNode node, TagTree tree, GroupResult result) {
        node.put("facet", result.group().facet().id());
        result.group()
                .parent()
                .ifPresent(parent -> node.put("parent", tree.tag(parent).id()));
        node.put("top1Right", result.top1()).put("top1Photos", result.top1Of());
        put(node, "top1", result.top1Share());
        node.put("photosOfSeveral", result.several());
        ArrayNode tags = node.putArray("tags");
        result.group().tags().forEach(tag -> tags.add(tree.tag(tag).id()));
        ArrayNode rows = node.putArray("confusion");
        for (List<Long> row : result.confusion()) {
            ArrayNode cells = rows.addArray();
            row.forEach(cells::add);
        }
    }

    private static void put(ObjectNode node, TagResult tag) {
        node.put("id", tag.tag().id())
                .put("facet", tag.facet().id())
                .put("reliable", tag.tag().reliable())
                .put("shown", tag.shown())
                .put("absent", tag.absent());
        put(node, tag.counts());
        put(node, "averagePrecision", tag.curve().averagePrecision());
        node.put("threshold", tag.threshold());
        tag.advice().ifPresent(advice -> put(node.putObject("bestThreshold"), advice));
    }

    private static void put(ObjectNode node, ThresholdAdvice advice) {
        node.put("threshold", advice.best()).put("pays", advice.pays()).put("fewExamples", advice.isOfFew());
        put(node.putObject("now"), advice.now());
        put(node.putObject("fitted"), advice.fitted());
        put(node.putObject("crossValidated"), advice.validated());
    }

    private static void putMistakes(ArrayNode node, Iterable<Mistake> mistakes) {
        for (Mistake mistake : mistakes) {
            ObjectNode one = node.addObject()
                    .put("photo", mistake.photo().name())
                    .put("tag", mistake.tagId())
                    .put("confidence", mistake.confidence());
            ArrayNode shown = one.putArray("shown");
            mistake.shown().forEach(shown::add);
            ArrayNode given = one.putArray("given");
            mistake.given().forEach(given::add);
        }
    }
}
