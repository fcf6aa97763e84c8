package io.tagstream.evaluation.html;

import io.tagstream.evaluation.BetterThresholds;
import io.tagstream.evaluation.Counts;
import io.tagstream.evaluation.Interval;
import io.tagstream.evaluation.TagResult;
import io.tagstream.evaluation.ThresholdAdvice;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Everything about every tag, to be sorted by any column. */
final class TagTable {

    private TagTable() {}

    static Element of(List<TagResult> tags) {
        Element body = Element.of("tbody");
        tags.stream().filter(TagResult::isSeen).forEach(tag -> body.add(row(tag)));
        return Tables.scrolling(
                "Tags",
                Element.of("table")
                        .with("class", "sortable")
                        .add(Tables.head(
                                "tag",
                                "facet",
                                "shown",
                                "given",
                                "hits",
                                "false alarms",
                                "misses",
                                "precision",
                                "recall",
                                "F1",
                                "AP",
                                "threshold",
                                "best",
                                "F1 with best"))
                        .add(body));
    }

    private static Element row(TagResult tag) {
        Counts counts = tag.counts();
        Element name = Element.of("th", tag.tag().id()).with("scope", "row");
        if (!tag.tag().reliable()) {
            name.add(Element.of("span", " unreliable").with("class", "note"));
        }
        return Element.of("tr")
                .add(name, Element.of("td", tag.facet().id()).with("class", "word"))
                .add(Tables.cell(counts.shown()), Tables.cell(counts.given()))
                .add(Tables.cell(counts.hits()), Tables.cell(counts.falseAlarms()), Tables.cell(counts.misses()))
                .add(share(counts.precision(), counts.precisionInterval()))
                .add(share(counts.recall(), counts.recallInterval()))
                .add(share(counts.f1(), Optional.empty()))
                .add(share(tag.curve().averagePrecision(), Optional.empty()))
                .add(Tables.cell(BetterThresholds.decimal(tag.threshold()), tag.threshold()))
                .add(tag.advice()
                        .map(advice -> new Element[] {
                            best(advice), share(advice.validated().f1(), Optional.empty())
                        })
                        .orElseGet(() ->
                                new Element[] {Element.of("td", Numbers.ABSENT), Element.of("td", Numbers.ABSENT)}));
    }

    private static Element share(OptionalDouble share, Optional<Interval> interval) {
        Element cell = Tables.cell(Numbers.share(share), share.orElse(Double.NaN));
        interval.ifPresent(range -> cell.add(Element.of("small", Numbers.interval(range))));
        return cell;
    }

    private static Element best(ThresholdAdvice advice) {
        String note = advice.pays() ? (advice.isOfFew() ? "few photos" : "") : "no gain";
        Element cell = Tables.cell(BetterThresholds.decimal(advice.best()), advice.best());
        return note.isEmpty() ? cell.with("class", "pays") : cell.add(Element.of("small", note));
    }
}
