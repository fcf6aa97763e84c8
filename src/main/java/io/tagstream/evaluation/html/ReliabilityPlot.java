package io.tagstream.evaluation.html;

import io.tagstream.evaluation.Reliability;
import io.tagstream.evaluation.Reliability.Bin;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Confidence against what came of it: on the diagonal, confidences mean what they say. Below it, how many pairs each point is of. */
final class ReliabilityPlot {

    private static final UnitPlot PLOT = new UnitPlot(200, 34, 86);
    private static final double COUNTS = 36;

    private ReliabilityPlot() {}

    static Element figure(String name, Reliability reliability, boolean equalMass) {
        List<Bin> bins = equalMass ? reliability.equalMass() : reliability.equalWidth();
        double error = equalMass ? reliability.calibrationErrorOfEqualMass() : reliability.calibrationError();
        String how = equalMass ? "bins of equal mass" : "bins of equal width";
        Element caption = Element.of("figcaption")
                .add(Element.of("b", name), Element.of("span", ", " + how + ": calibration error "))
                .add(Element.of("b", Numbers.share(error)));
        return Element.of("figure").with("class", "reliability").add(svg(name, how, bins), caption, table(bins));
    }

    private static Element svg(String name, String how, List<Bin> bins) {
        Element svg = PLOT.svg("Reliability of %s, %s: %s".formatted(name, how, spoken(bins)));
        for (double share : new double[] {0, 0.5, 1}) {
            svg.add(UnitPlot.label(PLOT.x(share), PLOT.y(0) + 16, "middle", Numbers.coordinate(share)));
        }
        for (double share : new double[] {0.5, 1}) {
            svg.add(UnitPlot.label(PLOT.x(0) - 5, PLOT.y(share) + 4, "end", Numbers.coordinate(share)));
        }
        svg.add(UnitPlot.label(PLOT.x(0) + 5, PLOT.y(1) + 13, "start", "shown"));
        svg.add(PLOT.line("diagonal", 0, 0, 1, 1));
        bins.forEach(
                bin -> svg.add(PLOT.line("gap", bin.confidence(), bin.confidence(), bin.confidence(), bin.shown())));
        bins.forEach(bin -> svg.add(PLOT.dot("point", bin.confidence(), bin.shown(), 4)));
        return svg.addAll(counts(bins)).add(UnitPlot.label(PLOT.x(0.5), PLOT.height() - 4, "middle", "confidence"));
    }

    private static String spoken(List<Bin> bins) {
        return bins.stream()
                .map(bin -> "confidence %s, shown %s"
                        .formatted(Numbers.share(bin.confidence()), Numbers.share(bin.shown())))
                .collect(Collectors.joining("; "));
    }

    /** Bars as high as the logarithm of their pairs, side by side, the least confident left. */
    private static List<Element> counts(List<Bin> bins) {
        double most = bins.stream()
                .mapToDouble(bin -> Math.log1p((double) bin.pairs()))
                .max()
                .orElse(1);
        double floor = PLOT.y(0) + 30 + COUNTS;
        double width = PLOT.side() / Reliability.BINS;
        return IntStream.range(0, bins.size())
                .mapToObj(i -> {
                    double height = Math.max(
                            1, (COUNTS - 10) * Math.log1p((double) bins.get(i).pairs()) / most);
                    double x = PLOT.x(0) + place(bins, i) * width;
                    return Element.of("g")
                            .add(Element.of("rect")
                                    .with("class", "bar")
                                    .with("x", x + 1)
                                    .with("y", floor - height)
                                    .with("width", width - 2)
                                    .with("height", height))
                            .add(UnitPlot.label(
                                            x + width / 2,
                                            floor - height - 2,
                                            "middle",
                                            Numbers.brief(bins.get(i).pairs()))
                                    .with("class", "tiny"));
                })
                .toList();
    }

    /** A bin of equal width stands below its own confidences. */
    private static int place(List<Bin> bins, int index) {
        Bin bin = bins.get(index);
        boolean equalWidth = Math.abs(bin.high() - bin.low() - 1.0 / Reliability.BINS) < 1e-9;
        return equalWidth ? (int) Math.round(bin.low() * Reliability.BINS) : index;
    }

    private static Element table(List<Bin> bins) {
        Element body = Element.of("tbody");
        bins.forEach(bin -> body.add(Tables.row(
                Numbers.share(bin.low()) + "–" + Numbers.share(bin.high()),
                Numbers.count(bin.pairs()),
                Numbers.share(bin.confidence()),
                Numbers.share(bin.shown()))));
        return Element.of("details")
                .add(Element.of("summary", "As numbers"))
                .add(Tables.scrolling(
                        "Bins", Element.of("table").add(Tables.head("from–to", "pairs", "confidence", "shown"), body)));
    }
}
