package io.tagstream.learning;

import java.util.Locale;

/** Outlines as signed distances, negative inside, of shapes that about fill the unit circle; v points downwards. */
enum SceneShape {
    CIRCLE {
        @Override
        double distance(double u, double v) {
            return Math.hypot(u, v) - 0.95;
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
            double radius = Math.hypot(u, v);
            double turned = Math.atan2(u, -v) + fifth / 2;
            double angle = Math.abs(turned - fifth * Math.floor(turned / fifth) - fifth / 2); // 0 at a tip
            double edgeX = 0.54 * Math.cos(fifth / 2) - tip;
            double edgeY = 0.54 * Math.sin(fifth / 2);
            double length = Math.hypot(edgeX, edgeY);
            return (radius * Math.cos(angle) - tip) * edgeY / length - radius * Math.sin(angle) * edgeX / length;
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
            double lobes = Math.min(Math.hypot(p, q - side), Math.hypot(p + side, q)) - side;
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
            return Math.abs(Math.hypot(u, v) - 0.68) - 0.29;
        }
    };

    abstract double distance(double u, double v);

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static SceneShape of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
