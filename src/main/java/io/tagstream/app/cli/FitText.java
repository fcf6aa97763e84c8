package io.tagstream.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagstream.learning.CalibrationOutcome;
import io.tagstream.learning.FittingReport;
import io.tagstream.learning.LearningOutcome;
import io.tagstream.learning.TagReport;
import io.tagstream.tagging.Calibration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What was fitted, for people and for programs. */
final class FitText {

    private FitText() {}

    /** @param all also tags that nothing was done about and nobody gave examples of */
    static TextTable table(FittingReport report, boolean all) {
        TextTable table = new TextTable("tag", "facet", "calibrated by", "photos", "slope", "offset", "");
        for (TagReport tag : report.tags()) {
            Calibration calibration = tag.calibration();
            boolean calibrated = !calibration.equals(Calibration.NONE);
            if (calibrated || all || tag.learning().isPresent()) {
                table.row(
                        tag.tagId(),
                        tag.facetId(),
                        calibrated ? word(calibration) : "-",
                        calibrated ? Integer.toString(calibration.samples()) : "",
                        calibrated ? number(calibration.slope()) : "",
                        calibrated ? number(calibration.offset()) : "",
                        String.join("; ", remarks(tag)));
            }
        }
        return table;
    }

    static ObjectNode json(FittingReport report, Optional<String> stored) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        stored.ifPresent(digest -> answer.put("fitting", digest));
        answer.put("photos", report.photos()).put("judged", report.judged());
        ArrayNode tags = answer.putArray("tags");
        for (TagReport tag : report.tags()) {
            Calibration calibration = tag.calibration();
            ObjectNode node = tags.addObject().put("tag", tag.tagId()).put("facet", tag.facetId());
            node.putObject("calibration")
                    .put("origin", word(calibration))
                    .put("slope", calibration.slope())
                    .put("offset", calibration.offset())
                    .put("samples", calibration.samples());
            ArrayNode remarks = node.putArray("remarks");
            remarks(tag).forEach(remarks::add);
        }
        return answer;
    }

    private static List<String> remarks(TagReport tag) {
        List<String> remarks = new ArrayList<>();
        tag.learning()
                .ifPresent(outcome -> remarks.add(
                        switch (outcome) {
                            case LearningOutcome.Learned(var learned, double gain, double error) ->
                                "learned from %d examples: %s ± %s nats less log loss a photo than its prompts"
                                        .formatted(learned.examples(), number(gain), number(error));
                            case LearningOutcome.Refused(String reason) -> "not learned: " + reason;
                        }));
        remarks.add("people: " + told(tag.corrections()));
        remarks.add("catalog: " + told(tag.distribution()));
        return remarks;
    }

    private static String told(CalibrationOutcome outcome) {
        return switch (outcome) {
            case CalibrationOutcome.Refused(String reason) -> reason;
            case CalibrationOutcome.Calibrated calibrated
            when calibrated.lossBefore().isPresent() && calibrated.lossAfter().isPresent() ->
                "log loss %s → %s"
                        .formatted(
                                number(calibrated.lossBefore().getAsDouble()),
                                number(calibrated.lossAfter().getAsDouble()));
            case CalibrationOutcome.Calibrated ignored -> "calibrated";
        };
    }

    private static String word(Calibration calibration) {
        return calibration.origin().name().toLowerCase(Locale.ROOT);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value).replace("-0.000", "0.000");
    }
}
