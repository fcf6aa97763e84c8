package io.tagstream.app.cli;

import io.tagstream.evaluation.Averages;
import io.tagstream.evaluation.BetterThresholds;
import io.tagstream.evaluation.Evaluation;
import io.tagstream.evaluation.FacetResult;
import io.tagstream.evaluation.GroupResult;
import io.tagstream.evaluation.Interval;
import io.tagstream.evaluation.Reliability;
import io.tagstream.evaluation.TagResult;
import io.tagstream.evaluation.TagTree;
import io.tagstream.evaluation.ThresholdAdvice;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** An evaluation for people at a terminal. */
final class EvaluationTables {

    /** Of each group, the most frequent confusions say what there is to say; the page has them all. */
    private static final int CONFUSIONS = 5;

    private record Confusion(String shown, String given, long photos) {}

    private final PrintWriter out;

    EvaluationTables(PrintWriter out) {
        this.out = out;
    }

    void print(Evaluation evaluation) {
        Averages averages = evaluation.averages();
        out.printf(
                Locale.ROOT,
                "%,d photos, %,d without a mistake%nmicro-F1 %s, macro-F1 %s, mean average precision %s%n%n",
                evaluation.photos(),
                evaluation.right(),
                share(averages.counts().f1()),
                share(averages.macroF1()),
                share(averages.meanAveragePrecision()));
        facets(evaluation);
        tags(evaluation);
        confusions(evaluation);
        out.println("Reliability");
        TextTable reliability = new TextTable("confidences of", "pairs", "calibration error", "Brier", "log loss");
        row(reliability, "all tags", evaluation.everyConfidence());
        row(reliability, "given tags", evaluation.givenConfidence());
        reliability.print(out);
        thresholds(evaluation);
    }

    private void facets(Evaluation evaluation) {
        TextTable table = new TextTable("facet", "photos", "top-1", "precision", "recall", "F1", "mean AP");
        for (FacetResult facet : evaluation.facets()) {
            table.row(
                    facet.facet().id(),
                    number(facet.photos()),
                    share(facet.roots().map(GroupResult::top1Share).orElse(OptionalDouble.empty())),
                    share(facet.averages().counts().precision()),
                    share(facet.averages().counts().recall()),
                    share(facet.averages().counts().f1()),
                    share(facet.averages().meanAveragePrecision()));
        }
        table.print(out);
        out.println();
    }

    private void tags(Evaluation evaluation) {
        TextTable table = new TextTable(
                "tag", "facet", "shown", "given", "precision", "", "recall", "", "F1", "AP", "threshold", "best");
        evaluation.tags().stream()
                .filter(TagResult::isSeen)
                .forEach(tag -> table.row(
                        tag.tag().id(),
                        tag.facet().id(),
                        number(tag.shown()),
                        number(tag.counts().given()),
                        share(tag.counts().precision()),
                        tag.counts()
                                .precisionInterval()
                                .map(EvaluationTables::interval)
                                .orElse(""),
                        share(tag.counts().recall()),
                        tag.counts()
                                .recallInterval()
                                .map(EvaluationTables::interval)
                                .orElse(""),
                        share(tag.counts().f1()),
                        share(tag.curve().averagePrecision()),
                        BetterThresholds.decimal(tag.threshold()),
                        tag.advice().map(EvaluationTables::best).orElse("")));
        table.print(out);
        out.println();
    }

    private static String best(ThresholdAdvice advice) {
        if (advice.best() == advice.current()) {
            return "";
        }
        return BetterThresholds.decimal(advice.best())
                + (advice.pays() ? "" : " (no gain)")
                + (advice.isOfFew() ? " (few)" : "");
    }

    private void confusions(Evaluation evaluation) {
        TextTable table = new TextTable("confusions of", "shown", "given", "photos");
        boolean any = false;
        for (GroupResult result : evaluation.groups()) {
            for (Confusion confusion : most(evaluation.tree(), result)) {
                any = true;
                table.row(
                        name(evaluation.tree(), result.group()),
                        confusion.shown(),
                        confusion.given(),
                        number(confusion.photos()));
            }
        }
        if (any) {
            table.print(out);
            out.println();
        }
    }

    private static String name(TagTree tree, TagTree.Group group) {
        return group.parent().isPresent()
                ? tree.tag(group.parent().getAsInt()).id()
                : group.facet().id();
    }

    private static List<Confusion> most(TagTree tree, GroupResult result) {
        List<String> ids = Stream.concat(
                        result.group().tags().stream().map(tag -> tree.tag(tag).id()), Stream.of("nothing"))
                .toList();
        List<Confusion> confusions = new ArrayList<>();
        for (int shown = 0; shown < ids.size(); shown++) {
            for (int given = 0; given < ids.size(); given++) {
                long photos = result.confusion().get(shown).get(given);
                if (shown != given && photos > 0) {
                    confusions.add(new Confusion(ids.get(shown), ids.get(given), photos));
                }
            }
        }
        return confusions.stream()
                .sorted(Comparator.comparingLong(Confusion::photos).reversed())
                .limit(CONFUSIONS)
                .toList();
    }

    private static void row(TextTable table, String what, Optional<Reliability> reliability) {
        reliability.ifPresent(value -> table.row(
                what,
                number(value.pairs()),
                decimal(value.calibrationError()),
                decimal(value.brier()),
                decimal(value.logLoss())));
    }

    private void thresholds(Evaluation evaluation) {
        String yaml = BetterThresholds.yaml(evaluation);
        out.printf(
                "%nThresholds that do better, cross-validated%s%n%s",
                yaml.isEmpty() ? ": none" : ", for the taxonomy:", yaml);
    }

    private static String interval(Interval interval) {
        return String.format(Locale.ROOT, "%.2f–%.2f", interval.low(), interval.high());
    }

    private static String share(OptionalDouble share) {
        return share.isPresent() ? decimal(share.getAsDouble()) : "";
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
