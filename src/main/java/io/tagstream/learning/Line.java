package io.tagstream.learning;

import io.tagstream.tagging.Calibration;

/** A straight line from one scale of log-odds to another. */
record Line(double slope, double offset) {

    static final Line IDENTITY = new Line(1, 0);

    static Line of(Calibration calibration) {
        return new Line(calibration.slope(), calibration.offset());
    }

    double at(double x) {
        return slope * x + offset;
    }

    /** First this one, then the other. */
    Line then(Line next) {
        return new Line(next.slope * slope, next.slope * offset + next.offset);
    }

    /** Half of what it does: applied twice it is about the same again. */
    Line half() {
        return new Line(Math.sqrt(slope), offset / 2);
    }

    Calibration calibration(Calibration.Origin origin, int samples) {
        return new Calibration(origin, slope, offset, samples);
    }
}
