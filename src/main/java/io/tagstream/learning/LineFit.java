package io.tagstream.learning;

/**
 * Logistic regression on a single number (Platt 1999), drawn towards leaving it as it is: minimises the loss, plus
 * {@code slopeRidge/2 · (slope − 1)² + offsetRidge/2 · offset²}.
 */
final class LineFit {

    /** A tag that is more likely the less it fits is not calibrated but reversed. */
    static final double MIN_SLOPE = 0.05;

    private static final int MAX_STEPS = 60;

    /** Where all points are surely wrong, the curve is all but straight, and Newton's method goes much too far. */
    private static final double SMALLEST_STEP = 1e-14;

    private static final double TOLERANCE = 1e-10;

    private final Points points;
    private final double slopeRidge;
    private final double offsetRidge;

    private LineFit(Points points, double slopeRidge, double offsetRidge) {
        this.points = points;
        this.slopeRidge = slopeRidge;
        this.offsetRidge = offsetRidge;
    }

    static Line fit(Points points, double slopeRidge, double offsetRidge) {
        return new LineFit(points, slopeRidge, offsetRidge).fit();
    }

    /** Newton's method, with shorter steps where a whole one leads astray. */
    private Line fit() {
        Line line = Line.IDENTITY;
        double objective = objective(line);
        for (int step = 0; step < MAX_STEPS; step++) {
            Line next = next(line, objective);
            double better = objective(next);
            boolean settled = objective - better <= TOLERANCE * Math.abs(objective);
            line = next;
            objective = better;
            if (settled) {
                break;
            }
        }
        return line;
    }

    private double objective(Line line) {
        double slope = line.slope() - 1;
        return points.loss(line) + (slopeRidge * slope * slope + offsetRidge * line.offset() * line.offset()) / 2;
    }

    private Line next(Line line, double objective) {
        Line direction = direction(line);
        for (double length = 1; length > SMALLEST_STEP; length /= 2) {
            Line next = new Line(
                    Math.max(MIN_SLOPE, line.slope() - length * direction.slope()),
                    line.offset() - length * direction.offset());
            if (objective(next) < objective) {
                return next;
            }
        }
        return line;
    }

    /** The Hessian's inverse times the gradient; along the least slope where it would go below. */
    private Line direction(Line line) {
        double slopeGradient = slopeRidge * (line.slope() - 1);
        double offsetGradient = offsetRidge * line.offset();
        double slopes = slopeRidge + 1e-9;
        double both = 0;
        double offsets = offsetRidge + 1e-9;
        for (int i = 0; i < points.size(); i++) {
            double x = points.x()[i];
            double probability = LogOdds.probability(line.at(x));
            double residual = points.weights()[i] * (probability - points.targets()[i]);
            double curvature = points.weights()[i] * Math.max(probability * (1 - probability), 1e-10);
            slopeGradient += residual * x;
            offsetGradient += residual;
            slopes += curvature * x * x;
            both += curvature * x;
            offsets += curvature;
        }
        if (line.slope() <= MIN_SLOPE && slopeGradient > 0) {
            return new Line(0, offsetGradient / offsets);
        }
        double determinant = slopes * offsets - both * both;
        return new Line(
                (offsets * slopeGradient - both * offsetGradient) / determinant,
                (slopes * offsetGradient - both * slopeGradient) / determinant);
    }
}
