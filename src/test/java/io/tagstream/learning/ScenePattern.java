package io.tagstream.learning;

import java.util.Locale;
import java.util.SplittableRandom;

/** Textures: how much of a shape's second colour there is, 0 to 1, in the shape's own coordinates. */
enum ScenePattern {
    PLAIN(0, 0) {
        @Override
        double share(double u, double v, double pixel, double size) {
            return 0;
        }
    },
    STRIPED(0, Math.PI) {
        @Override
        double share(double u, double v, double pixel, double size) {
            double period = 0.66 * size;
            return waveToShare(Math.sin(2 * Math.PI / period * u), period, pixel);
        }
    },
    DOTTED(-0.25, 0.25) {
        @Override
        double share(double u, double v, double pixel, double size) {
            double period = 0.56 * size;
            double x = u - period * Math.floor(u / period) - period / 2;
            double y = v - period * Math.floor(v / period) - period / 2;
            return Math.clamp(0.5 - (Math.sqrt(x * x + y * y) - 0.31 * period) / pixel, 0, 1);
        }
    },
    CHECKERED(-0.25, 0.25) {
        @Override
        double share(double u, double v, double pixel, double size) {
            double period = 0.96 * size;
            double wave = Math.sin(2 * Math.PI / period * u) * Math.sin(2 * Math.PI / period * v);
            return waveToShare(wave, period, pixel);
        }
    };

    private final double leastTilt;
    private final double greatestTilt;

    ScenePattern(double leastTilt, double greatestTilt) {
        this.leastTilt = leastTilt;
        this.greatestTilt = greatestTilt;
    }

    /** @param pixel a pixel's side in the shape's coordinates */
    abstract double share(double u, double v, double pixel, double size);

    double tilt(SplittableRandom random) {
        return leastTilt + (greatestTilt - leastTilt) * random.nextDouble();
    }

    static ScenePattern of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    private static double waveToShare(double wave, double period, double pixel) {
        return Math.clamp(0.5 + wave * period / (2 * Math.PI * pixel), 0, 1);
    }
}
