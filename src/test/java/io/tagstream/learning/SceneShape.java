package io.tagstream.learning;

import java.util.Locale;

/** Outlines as signed distances, negative inside, of shapes that about fill the unit circle; v points downwards. */
enum SceneShape {
    CIRCLE {
        @Override
        double distance(double u, double v) {
            return length(u, v) - 0.95;
        }
    },
    SQUARE {
        @Override
        double distance(double u, double v) {
            return Math.max(Math.abs(u), Math.abs(v)) - 0.78;
        }
    },
    TRIANGLE {
        @Override
        double distance(double u, double v) {
            double w = v - 0.22;
            return Math.max(w - 0.57, Math.abs(u) * 0.866 - w * 0.5 - 0.57);
        }
    },
    STAR {
        @Override
        double distance(double u, double v) {
            double tip = 1.08;
            double fifth = 2 * Math.PI / 5;
            double radius = length(u, v);
            double turned = Math.atan2(u, -v) + fifth / 2;
            double angle = Math.abs(turned - fifth * Math.floor(turned / fifth) - fifth / 2); // 0 at a tip
            double edgeX = 0.54 * Math.cos(fifth / 2) - tip;
            double edgeY = 0.54 * Math.sin(fifth / 2);
            double edge = length(edgeX, edgeY);
            return (radius * Math.cos(angle) - tip) * edgeY / edge - radius * Math.sin(angle) * edgeX / edge;
        }
    },
    HEART {
        /** A square standing on its corner with a half circle on each upper side. */
        @Override
        double distance(double u, double v) {
            double side = 0.55;
            double w = v - 0.08;
            double p = (u + w) * 0.7071;
            double q = (u - w) * 0.7071;
            double body = Math.max(Math.abs(p), Math.abs(q)) - side;
            double lobes = Math.min(length(p, q - side), length(p + side, q)) - side;
            return Math.min(body, lobes);
        }
    },
    CROSS {
        @Override
        double distance(double u, double v) {
            double upright = Math.max(Math.abs(u) - 0.32, Math.abs(v) - 0.95);
            double bar = Math.max(Math.abs(u) - 0.95, Math.abs(v) - 0.32);
            return Math.min(upright, bar);
        }
    },
    RING {
        @Override
        double distance(double u, double v) {
            return Math.abs(length(u, v) - 0.68) - 0.29;
        }
    };

    abstract double distance(double u, double v);

    /** Math.hypot takes care of overflow, and ten times the time. */
    private static double length(double x, double y) {
        return Math.sqrt(x * x + y * y);
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static SceneShape of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
