package io.tagstream.tagging;

import io.tagstream.tagging.Plan.FacetPlan;
import io.tagstream.tagging.TagExplanation.Decision;
import io.tagstream.taxonomy.FacetKind;
import io.tagstream.taxonomy.LabelBlock;
import io.tagstream.taxonomy.RowRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Says of every tag why one photo is given it or not: the {@link Decider}'s own numbers, with names. */
final class Explainer {

    /** More siblings than this say nothing that the strongest do not. */
    private static final int MOST_COMPETITORS = 10;

    private final Plan plan;
    private final float[] products;
    private final double[] logOdds;
    private final Decider decider;

    /** By tag, also of those that do not hold. */
    private final double[] confidences;

    private final TagExplanation[] tags;

    Explainer(Plan plan, double logitScale, float[] products) {
        this.plan = plan;
        this.products = products;
        this.decider = new Decider(plan, logitScale);
        this.logOdds = decider.logOdds(products);
        decider.decide(products);
        this.confidences = new double[logOdds.length];
        this.tags = new TagExplanation[logOdds.length];
    }

    /** In the taxonomy's order. */
    List<TagExplanation> explain() {
        for (FacetPlan facet : plan.facets()) {
            for (Group group : facet.groups()) {
                explain(facet, group);
            }
        }
        return List.of(tags);
    }

    private void explain(FacetPlan facet, Group group) {
        int winner = winner(group);
        for (ScoredTag tag : group.tags()) {
            double conditional = LogSpace.sigmoid(tag.calibration().logOdds(logOdds[tag.index()]));
            boolean within = group.oneOf() && group.isBelowATag();
            confidences[tag.index()] = within ? confidences[group.parent()] * conditional : conditional;
            List<Competitor> competitors = tag.learned().isPresent() ? List.of() : competitors(facet, group, tag);
            tags[tag.index()] = new TagExplanation(
                    tag.id(),
                    tag.facetId(),
                    tag.tag().parent(),
                    group.oneOf() ? FacetKind.ONE_OF : FacetKind.ANY_OF,
                    products[tag.row()],
                    decider.logit(tag.row()),
                    logOdds[tag.index()],
                    tag.calibration(),
                    confidences[tag.index()],
                    tag.threshold(),
                    decision(group, tag, winner),
                    tag.learned().map(ScoredTag.Learned::tag),
                    competitors.stream().limit(MOST_COMPETITORS).toList(),
                    Math.max(0, competitors.size() - MOST_COMPETITORS));
        }
    }

    /** Number of the most confident tag; of no meaning in an any-of group. */
    private int winner(Group group) {
        if (!group.oneOf()) {
            return 0;
        }
        decider.compete(group);
        return group.tags()[decider.winner(group)].index();
    }

    private Decision decision(Group group, ScoredTag tag, int winner) {
        if (decider.gives(tag)) {
            return Decision.GIVEN;
        }
        if (decider.holds(tag)) {
            return Decision.OVER_LIMIT;
        }
        if (group.oneOf() && group.isBelowATag() && !decider.holds(plan.tags().get(group.parent()))) {
            return Decision.PARENT_MISSING;
        }
        if (group.oneOf() && tag.index() != winner) {
            return Decision.SIBLING_WON;
        }
        return confidences[tag.index()] < tag.threshold() ? Decision.BELOW_THRESHOLD : Decision.NOTHING_IN_PARTICULAR;
    }

    /** Most similar first. */
    private List<Competitor> competitors(FacetPlan facet, Group group, ScoredTag tag) {
        List<Competitor> competitors = new ArrayList<>();
        if (group.oneOf()) {
            for (int i = 0; i < group.zeroShot(); i++) {
                ScoredTag sibling = group.tags()[i];
                if (sibling.index() != tag.index()) {
                    competitors.add(competitor(Competitor.Kind.SIBLING, sibling.id(), sibling.row()));
                }
            }
        }
        if (group.oneOf() && group.isBelowATag()) {
            ScoredTag parent = plan.tags().get(group.parent());
            competitors.add(competitor(Competitor.Kind.PARENT, parent.id(), parent.row()));
        } else {
            LabelBlock block = facet.block();
            competitors.addAll(prompts(Competitor.Kind.BACKGROUND, block.background(), block.backgroundRows()));
        }
        competitors.addAll(prompts(Competitor.Kind.NEGATIVE, tag.tag().negatives(), tag.negatives()));
        competitors.sort(Comparator.comparingDouble(Competitor::logit).reversed());
        return competitors;
    }

    private List<Competitor> prompts(Competitor.Kind kind, List<String> prompts, RowRange rows) {
        List<Competitor> competitors = new ArrayList<>();
        for (int i = 0; i < prompts.size(); i++) {
            competitors.add(competitor(kind, prompts.get(i), rows.first() + i));
        }
        return competitors;
    }

    private Competitor competitor(Competitor.Kind kind, String name, int row) {
        return new Competitor(kind, name, products[row], decider.logit(row));
    }
}
