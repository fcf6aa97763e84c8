package io.tagstream.learning;

import io.tagstream.evaluation.Reliability;
import io.tagstream.evaluation.Reliability.Bin;
import io.tagstream.evaluation.Sample;
import io.tagstream.learning.DrawnCatalog.Scenes;
import io.tagstream.tagging.Fitting;
import io.tagstream.tagging.Tagger;
import io.tagstream.taxonomy.LabelMatrix;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;

/** Scenes that nothing was fitted to, and how well a fitting does on them. */
record HeldOutScenes(LabelMatrix labels, double logitScale, Scenes scenes) {

    /** Confidences of tags, apart by whether the scene shows them; each tag alone, whatever holds above it. */
    Sample confidences(Fitting fitting, Predicate<GroupedTag> which) {
        Tagger tagger = new Tagger(labels, fitting, logitScale);
        DoubleStream.Builder shown = DoubleStream.builder();
        DoubleStream.Builder absent = DoubleStream.builder();
        List<GroupedTag> tags = GroupedTag.of(labels);
        for (int scene = 0; scene < scenes.count(); scene++) {
            double[] odds = tagger.logOdds(scenes.photos().embedding(scene), 1);
            for (GroupedTag tag : tags) {
                if (which.test(tag)) {
                    double calibrated = fitting.calibration(tag.id()).logOdds(odds[tag.column()]);
                    boolean isShown = scenes.shows(scene, tag.id());
                    (isShown ? shown : absent).add(LogOdds.probability(calibrated));
                }
            }
        }
        return new Sample(shown.build().toArray(), absent.build().toArray());
    }

    Reliability reliability(Fitting fitting) {
        return Reliability.of(confidences(fitting, tag -> true)).orElseThrow();
    }

    /** A line of a Markdown table: calibration error, log loss and F1 of all tags, and the calibration error of each facet's. */
    String line(String name, Fitting fitting, List<String> facets) {
        Sample all = confidences(fitting, tag -> true);
        Reliability reliability = Reliability.of(all).orElseThrow();
        StringBuilder line = new StringBuilder(String.format(
                Locale.ROOT,
                "| %s | %.4f | %.4f | %.3f |",
                name,
                reliability.calibrationError(),
                reliability.logLoss(),
                all.countsAt(0.5).f1().orElse(0)));
        for (String facet : facets) {
            Sample sample = confidences(fitting, tag -> tag.facetId().equals(facet));
            line.append(String.format(
                    Locale.ROOT, " %.4f |", Reliability.of(sample).orElseThrow().calibrationError()));
        }
        return line.toString();
    }

    /** Lines of a Markdown table, by confidence. */
    List<String> table(List<Fitting> fittings) {
        List<String> lines = new ArrayList<>();
        List<Reliability> all = fittings.stream().map(this::reliability).toList();
        for (int bin = 0; bin < Reliability.BINS; bin++) {
            double low = (double) bin / Reliability.BINS;
            StringBuilder line =
                    new StringBuilder(String.format(Locale.ROOT, "| %.1f–%.1f |", low, low + 1.0 / Reliability.BINS));
            for (Reliability reliability : all) {
                line.append(reliability.equalWidth().stream()
                        .filter(candidate -> Math.abs(candidate.low() - low) < 1e-9)
                        .map(HeldOutScenes::cells)
                        .findFirst()
                        .orElse(" | | |"));
            }
            lines.add(line.toString());
        }
        return lines;
    }

    private static String cells(Bin bin) {
        return String.format(Locale.ROOT, " %,d | %.3f | %.3f |", bin.pairs(), bin.confidence(), bin.shown());
    }

    /** As the evaluation has it: the mean precision over the places of those that show the tag. */
    static double averagePrecision(Sample sample) {
        record Scored(double confidence, boolean shown) {}
        List<Scored> all = new ArrayList<>();
        for (double confidence : sample.shown()) {
            all.add(new Scored(confidence, true));
        }
        for (double confidence : sample.absent()) {
            all.add(new Scored(confidence, false));
        }
        all.sort(Comparator.comparingDouble(Scored::confidence)
                .reversed()
                .thenComparing(Scored::shown)); // ties count against it
        double sum = 0;
        int hits = 0;
        for (int place = 0; place < all.size(); place++) {
            if (all.get(place).shown) {
                hits++;
                sum += hits / (place + 1.0);
            }
        }
        return sum / hits;
    }
}
