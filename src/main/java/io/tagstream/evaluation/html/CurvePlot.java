package io.tagstream.evaluation.html;

import io.tagstream.evaluation.PrecisionRecallCurve.Point;
import io.tagstream.evaluation.TagResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/** Precision against recall of one tag for every threshold, small enough to stand among hundreds. */
final class CurvePlot {

    private static final UnitPlot PLOT = new UnitPlot(100, 6, 6);

    /** Of the square's side; nobody sees less. */
    private static final double VISIBLE = 0.008;

    private CurvePlot() {}

    /** Those of the facet's tags that some photo shows, the worst first. */
    static List<Element> figures(List<TagResult> tags) {
        return tags.stream()
                .filter(tag -> tag.shown() > 0)
                .sorted(Comparator.comparingDouble(
                        tag -> tag.curve().averagePrecision().orElse(0)))
                .map(CurvePlot::figure)
                .toList();
    }

    private static Element figure(TagResult tag) {
        OptionalDouble average = tag.curve().averagePrecision();
        return Element.of("figure")
                .with("class", "curve")
                .add(svg(tag, average))
                .add(Element.of("figcaption")
                        .add(Element.of("b", tag.tag().id()))
                        .add(Element.of("span", "AP %s, %s".formatted(Numbers.share(average), photos(tag)))));
    }

    private static String photos(TagResult tag) {
        return tag.shown() == 1 ? "1 photo" : Numbers.count(tag.shown()) + " photos";
    }

    private static Element svg(TagResult tag, OptionalDouble average) {
        OptionalDouble precision = tag.counts().precision();
        OptionalDouble recall = tag.counts().recall();
        Element svg = PLOT.svg("Precision against recall of %s: average precision %s; now precision %s, recall %s"
                        .formatted(
                                tag.tag().id(),
                                Numbers.share(average),
                                Numbers.share(precision),
                                Numbers.share(recall)))
                .add(PLOT.line("grid", 0, 0.5, 1, 0.5), PLOT.line("grid", 0.5, 0, 0.5, 1))
                .add(Element.of("polyline")
                        .with("class", "line")
                        .with("points", points(tag.curve().points())));
        if (precision.isPresent() && recall.isPresent()) {
            svg.add(PLOT.dot("now", recall.getAsDouble(), precision.getAsDouble(), 4));
        }
        return svg;
    }

    private static String points(List<Point> points) {
        List<String> shown = new ArrayList<>();
        double recall = 0;
        double precision = points.getFirst().precision();
        shown.add(at(recall, precision));
        for (Point point : points) {
            boolean last = point.equals(points.getLast());
            if (last || Math.hypot(point.recall() - recall, point.precision() - precision) > VISIBLE) {
                recall = point.recall();
                precision = point.precision();
                shown.add(at(recall, precision));
            }
        }
        return String.join(" ", shown);
    }

    private static String at(double recall, double precision) {
        return Numbers.coordinate(PLOT.x(recall)) + "," + Numbers.coordinate(PLOT.y(precision));
    }
}
