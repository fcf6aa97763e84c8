package io.tagstream.learning;

/** Between log-odds, probabilities and losses, without overflow. */
final class LogOdds {

    private LogOdds() {}

    static double probability(double odds) {
        if (odds >= 0) {
            return 1 / (1 + Math.exp(-odds));
        }
        double exp = Math.exp(odds);
        return exp / (1 + exp);
    }

    static double of(double probability) {
        return Math.log(probability / (1 - probability));
    }

    /**
     * What is lost by these log-odds where the truth is {@code target}: the negative log likelihood, in nats.
     *
     * @param target in [0, 1]; between, it is what is lost on average over truths of that share
     */
    static double loss(double odds, double target) {
        return Math.max(odds, 0) + Math.log1p(Math.exp(-Math.abs(odds))) - target * odds;
    }
}
