package io.tagstream.tagging;

import io.tagstream.tagging.Plan.FacetPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Decides about one photo after another. Keeps its arrays from one to the next, so it belongs to one thread.
 *
 * <p>Nearly all tags of nearly all photos are far from being given. So a tag is first compared with the log-odds that it needs,
 * and exponentials are spent on what is left.
 */
final class Decider {

    private static final double NOT_HELD = -1;

    private final Plan plan;
    private final double logitScale;
    private final Rivals rivals;

    /** By row: cosines times the logit scale; of learned weights, log-odds without the bias. */
    private final double[] logits;

    /** By tag: the confidence of those that hold, limits aside. */
    private final double[] held;

    /** Numbers of the tags that are given. */
    private final List<ScoredTag> given = new ArrayList<>();

    private final Comparator<ScoredTag> mostConfidentFirst;

    Decider(Plan plan, double logitScale) {
        this.plan = plan;
        this.logitScale = logitScale;
        this.rivals = new Rivals(plan.mostRivals());
        this.logits = new double[plan.rowCount()];
        this.held = new double[plan.tags().size()];
        this.mostConfidentFirst = Comparator.comparingDouble((ScoredTag tag) -> held[tag.index()])
                .reversed()
                .thenComparingInt(ScoredTag::rank);
    }

    /** The tags of the photo with these products with all rows, in no particular order. */
    List<AssignedTag> decide(float[] products) {
        look(products);
        for (FacetPlan facet : plan.facets()) {
            int before = given.size();
            double background = background(facet);
            for (Group group : facet.groups()) {
                if (group.oneOf()) {
                    oneOf(group);
                } else {
                    anyOf(group, background);
                }
            }
            limit(before, facet.limit());
        }
        limit(0, plan.limit());
        List<AssignedTag> tags = new ArrayList<>(given.size());
        for (ScoredTag tag : given) {
            tags.add(new AssignedTag(tag.id(), tag.facetId(), products[tag.row()], held[tag.index()], tag.origin()));
        }
        return tags;
    }

    /** Every tag's log-odds by number, whether it was looked at or not. Ends what was known of the photo before. */
    double[] logOdds(float[] products) {
        look(products);
        double[] odds = new double[plan.tags().size()];
        for (FacetPlan facet : plan.facets()) {
            double background = background(facet);
            for (Group group : facet.groups()) {
                if (group.oneOf()) {
                    compete(group);
                }
                for (int i = 0; i < group.tags().length; i++) {
                    ScoredTag tag = group.tags()[i];
                    odds[tag.index()] = group.oneOf() ? oneOfLogOdds(group, i) : anyOfLogOdds(tag, background);
                }
            }
        }
        return odds;
    }

    /** Of a row, for the photo that was looked at. */
    double logit(int row) {
        return logits[row];
    }

    boolean holds(ScoredTag tag) {
        return held[tag.index()] != NOT_HELD;
    }

    boolean gives(ScoredTag tag) {
        return given.contains(tag);
    }

    /** Begins with a photo: nothing is decided yet. */
    private void look(float[] products) {
        int labels = plan.labelRows();
        for (int row = 0; row < logits.length; row++) {
            logits[row] = row < labels ? logitScale * products[row] : products[row];
        }
        Arrays.fill(held, NOT_HELD);
        given.clear();
    }

    /** What the facet's any-of tags have to beat. */
    private double background(FacetPlan facet) {
        return facet.hasAnyOf() ? LogSpace.logMeanExp(logits, facet.background()) : Double.NaN;
    }

    /** Each tag alone. */
    private void anyOf(Group group, double background) {
        for (int i = 0; i < group.tags().length; i++) {
            double against = i < group.zeroShot() ? background : 0;
            if (logits[group.looked()[i]] - against >= group.needed()[i]) {
                ScoredTag tag = group.tags()[i];
                double confidence = LogSpace.sigmoid(tag.calibration().logOdds(anyOfLogOdds(tag, background)));
                if (confidence >= tag.threshold()) {
                    give(tag, confidence);
                }
            }
        }
    }

    private double anyOfLogOdds(ScoredTag tag, double background) {
        return tag.learned()
                .map(learned -> logits[learned.row()] + learned.bias())
                .orElseGet(() -> logits[tag.row()] - LogSpace.logAddExp(background, logits, tag.negatives()));
    }

    /** At most one; below a tag, only if that one holds. */
    private void oneOf(Group group) {
        double above = group.isBelowATag() ? held[group.parent()] : 1;
        if (above == NOT_HELD) {
            return;
        }
        rivals.look(group.rivals(), logits);
        if (somebodyMayReachItsThreshold(group)) {
            rivals.sum();
            int winner = winner(group);
            ScoredTag tag = group.tags()[winner];
            double confidence = above * LogSpace.sigmoid(tag.calibration().logOdds(oneOfLogOdds(group, winner)));
            if (confidence >= tag.threshold() && leads(group, tag)) {
                give(tag, confidence);
            }
        }
    }

    private boolean somebodyMayReachItsThreshold(Group group) {
        for (int i = 0; i < group.tags().length; i++) {
            double atMost = i < group.zeroShot() ? rivals.atMost(i) : logits[group.looked()[i]];
            if (atMost >= group.needed()[i]) {
                return true;
            }
        }
        return false;
    }

    /** Prepares for {@link #winner} and {@link #oneOfLogOdds}. */
    void compete(Group group) {
        rivals.look(group.rivals(), logits);
        rivals.sum();
    }

    /** The place of the group's most confident tag. */
    int winner(Group group) {
        int winner = 0;
        double best = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < group.tags().length; i++) {
            ScoredTag tag = group.tags()[i];
            boolean mayWin = i >= group.zeroShot() || tag.calibration().logOdds(rivals.atMost(i)) >= best;
            double odds = mayWin ? tag.calibration().logOdds(oneOfLogOdds(group, i)) : Double.NEGATIVE_INFINITY;
            if (odds > best || (odds == best && tag.rank() < group.tags()[winner].rank())) {
                winner = i;
                best = odds;
            }
        }
        return winner;
    }

    private double oneOfLogOdds(Group group, int i) {
        ScoredTag tag = group.tags()[i];
        return tag.learned()
                .map(learned -> logits[learned.row()] + learned.bias())
                .orElseGet(() -> rivals.logOdds(i, tag));
    }

    /** Whether the tag, if it has to, is ahead of each single thing that is no tag of its group. */
    boolean leads(Group group, ScoredTag tag) {
        if (!tag.mustLead()) {
            return true;
        }
        double best = LogSpace.greatest(
                LogSpace.greatest(Double.NEGATIVE_INFINITY, logits, group.rest()), logits, tag.negatives());
        return logits[tag.row()] > best;
    }

    private void give(ScoredTag tag, double confidence) {
        held[tag.index()] = confidence;
        given.add(tag);
    }

    /**
     * Keeps the most confident of those given since. A tag below another in a one-of group is not more confident than that one, and
     * ranks after it: so it is not kept without it.
     */
    private void limit(int since, int most) {
        List<ScoredTag> among = given.subList(since, given.size());
        if (among.size() > most) {
            among.sort(mostConfidentFirst);
            among.subList(most, among.size()).clear();
        }
    }
}
