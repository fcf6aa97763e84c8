package io.tagstream.evaluation.html;

/**
 * A plot of two shares, both from 0 to 1, as SVG.
 *
 * @param side pixels of the square between the axes
 * @param left pixels left of it
 * @param bottom pixels below it
 */
record UnitPlot(double side, double left, double bottom) {

    private static final double TOP = 8;
    private static final double RIGHT = 10;

    double x(double share) {
        return left + share * side;
    }

    double y(double share) {
        return TOP + (1 - share) * side;
    }

    double width() {
        return left + side + RIGHT;
    }

    double height() {
        return TOP + side + bottom;
    }

    /** @param label what somebody is told who does not see it */
    Element svg(String label) {
        return Element.of("svg")
                .with("viewBox", "0 0 %s %s".formatted(Numbers.coordinate(width()), Numbers.coordinate(height())))
                .with("role", "img")
                .with("aria-label", label)
                .add(Element.of("rect")
                        .with("class", "frame")
                        .with("x", left)
                        .with("y", TOP)
                        .with("width", side)
                        .with("height", side));
    }

    Element line(String kind, double fromX, double fromY, double toX, double toY) {
        return Element.of("line")
                .with("class", kind)
                .with("x1", x(fromX))
                .with("y1", y(fromY))
                .with("x2", x(toX))
                .with("y2", y(toY));
    }

    Element dot(String kind, double shareX, double shareY, double radius) {
        return Element.of("circle")
                .with("class", kind)
                .with("cx", x(shareX))
                .with("cy", y(shareY))
                .with("r", radius);
    }

    static Element label(double x, double y, String anchor, String text) {
        return Element.of("text", text).with("x", x).with("y", y).with("text-anchor", anchor);
    }
}
