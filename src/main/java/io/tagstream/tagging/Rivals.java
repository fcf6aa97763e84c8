package io.tagstream.tagging;

/**
 * Who shares the probability in a one-of group, for one photo: the tags that come by their prompts, and the rest. Belongs to one
 * thread; {@link #look} starts with another group or photo.
 */
final class Rivals {

    private final double[] exponentials;
    private double[] logits = {};
    private int[] rows = {};
    private int top;
    private double greatest;
    private double second;
    private double sumWithoutTop;

    /** @param most rivals that a group has */
    Rivals(int most) {
        this.exponentials = new double[most];
    }

    /** Finds out who is ahead, which is enough to turn most groups down. */
    void look(int[] rows, double[] logits) {
        this.rows = rows;
        this.logits = logits;
        top = 0;
        greatest = logits[rows[0]];
        second = Double.NEGATIVE_INFINITY;
        for (int i = 1; i < rows.length; i++) {
            double logit = logits[rows[i]];
            if (logit > greatest) {
                second = greatest;
                greatest = logit;
                top = i;
            } else if (logit > second) {
                second = logit;
            }
        }
    }

    /** Not below {@link #logOdds} of the rival with this number, and cheap. */
    double atMost(int rival) {
        return logits[rows[rival]] - (rival == top ? second : greatest);
    }

    /** Takes the sums that {@link #logOdds} needs. */
    void sum() {
        sumWithoutTop = 0;
        for (int i = 0; i < rows.length; i++) {
            exponentials[i] = StrictMath.exp(logits[rows[i]] - greatest);
            sumWithoutTop += i == top ? 0 : exponentials[i];
        }
    }

    /**
     * The rival's logit, less the log of the sum of all others' exponentials and those of its negatives. The sigmoid of it is the
     * rival's share in the softmax.
     */
    double logOdds(int rival, ScoredTag tag) {
        // What is left without the top rival is summed and not subtracted, or a photo that is sure of it would leave
        // only rounding.
        double others = rival == top ? sumWithoutTop : sumWithoutTop - exponentials[rival] + exponentials[top];
        for (int row = tag.negatives().first(); row < tag.negatives().end(); row++) {
            others += StrictMath.exp(logits[row] - greatest);
        }
        return logits[rows[rival]] - greatest - StrictMath.log(Math.max(others, Double.MIN_NORMAL));
    }
}
