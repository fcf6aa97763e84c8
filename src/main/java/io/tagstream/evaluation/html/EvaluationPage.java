package io.tagstream.evaluation.html;

import io.tagstream.evaluation.Averages;
import io.tagstream.evaluation.BetterThresholds;
import io.tagstream.evaluation.Evaluation;
import io.tagstream.evaluation.FacetResult;
import io.tagstream.evaluation.GroupResult;
import io.tagstream.evaluation.Interval;
import io.tagstream.evaluation.Reliability;
import io.tagstream.evaluation.TagResult;
import io.tagstream.evaluation.WorstMistakes;
import io.tagstream.taxonomy.Problem;
import io.tagstream.taxonomy.TaxonomyVersion;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** The report for people: read from above, each part says more than the one before it. */
public final class EvaluationPage {

    /** Beyond so many curves a facet's are folded up. */
    private static final int MANY = 80;

    private static final String FALSE_ALARMS =
            "Tags that photos were given and do not show, the most confident first; at most %d of one tag."
                    .formatted(WorstMistakes.OF_ONE_TAG);

    private static final String MISSES =
            "Tags that photos show and were not given, the least confident first; at most %d of one tag."
                    .formatted(WorstMistakes.OF_ONE_TAG);

    private static final String RELIABILITY = """
            On the diagonal, confidences mean what they say: of tags given with 80 %, four in five are shown. Below each plot, how many \
            pairs of a photo and a tag each point stands for, as the height of a bar on a logarithmic scale.""";

    private static final String CONFUSION =
            "Of tags that exclude each other: what photos show, line by line, and what they were given. Blue is right.";

    private static final String CURVES =
            "Precision upwards, recall to the right, both from 0 to 1; the dot is where the threshold is now. The worst come first.";

    private final String model;
    private final String release;
    private final MistakeGallery gallery;

    /**
     * Prepares.
     *
     * @param thumbnails data URIs of photos; absent where a photo cannot be shown
     */
    public EvaluationPage(String model, String release, Function<Path, Optional<String>> thumbnails) {
        this.model = model;
        this.release = release;
        this.gallery = new MistakeGallery(thumbnails);
    }

    /**
     * Writes the page.
     *
     * @param problems what could not be evaluated
     */
    public String render(Evaluation evaluation, List<Problem> problems) {
        List<Section> sections = List.of(
                new Section("Facets", "", facets(evaluation.facets())),
                new Section(
                        "False alarms",
                        FALSE_ALARMS,
                        gallery.falseAlarms(evaluation.worst().falseAlarms())),
                new Section("Misses", MISSES, gallery.misses(evaluation.worst().misses())),
                new Section("Reliability", RELIABILITY, reliability(evaluation)),
                new Section("Tags", "", TagTable.of(evaluation.tags())),
                new Section("Precision and recall", CURVES, curves(evaluation)),
                new Section("Confusion", CONFUSION, confusion(evaluation)),
                new Section("Better thresholds", "", thresholds(evaluation)),
                new Section("What could not be evaluated", "", problems(problems)),
                new Section("What the numbers mean", "", Meaning.list()));
        Element main = Element.of("main").add(tiles(evaluation));
        sections.forEach(section -> main.add(section.element()));
        return PageFrame.page(
                "How good the tags are", Element.of("body").add(header(evaluation), navigation(sections), main));
    }

    /** @param introduction may be empty */
    private record Section(String name, String introduction, Element content) {

        private String id() {
            return name.toLowerCase(Locale.ROOT).replace(' ', '-');
        }

        private Element element() {
            Element section = Element.of("section")
                    .with("aria-labelledby", id())
                    .add(Element.of("h2", name).with("id", id()));
            if (!introduction.isEmpty()) {
                section.add(Element.of("p", introduction).with("class", "introduction"));
            }
            return section.add(content);
        }

        private Element link() {
            return Element.of("li").add(Element.of("a", name).with("href", "#" + id()));
        }
    }

    private static Element navigation(List<Section> sections) {
        return Element.of("nav")
                .with("aria-label", "Sections")
                .add(Element.of("ul")
                        .addAll(sections.stream().map(Section::link).toList()));
    }

    private Element header(Evaluation evaluation) {
        TaxonomyVersion version = TaxonomyVersion.of(evaluation.tree().taxonomy());
        return Element.of("header")
                .add(Element.of("h1", "How good the tags are"))
                .add(Element.of("p")
                        .text("Taxonomy %s %s, model "
                                .formatted(evaluation.tree().taxonomy().name(), version.shortForm()))
                        .add(Element.of("bdi", model))
                        .text(", release %s; %s photos, %s of them without a mistake."
                                .formatted(
                                        release,
                                        Numbers.count(evaluation.photos()),
                                        Numbers.count(evaluation.right()))));
    }

    private static Element tiles(Evaluation evaluation) {
        Averages averages = evaluation.averages();
        Element tiles = Element.of("dl")
                .with("class", "tiles")
                .add(tile("micro-F1", averages.counts().f1()))
                .add(tile("precision", averages.counts().precision()))
                .add(tile("recall", averages.counts().recall()))
                .add(tile("macro-F1", averages.macroF1()))
                .add(tile("mean AP", averages.meanAveragePrecision()));
        evaluation
                .everyConfidence()
                .ifPresent(all -> tiles.add(tile("calibration error", OptionalDouble.of(all.calibrationError()))));
        return tiles;
    }

    private static Element tile(String name, OptionalDouble value) {
        return Element.of("div").add(Element.of("dt", name), Element.of("dd", Numbers.share(value)));
    }

    private static Element facets(List<FacetResult> facets) {
        Element body = Element.of("tbody");
        for (FacetResult facet : facets) {
            body.add(Element.of("tr")
                    .add(Element.of("th", facet.facet().id()).with("scope", "row"))
                    .add(Element.of("td", facet.facet().kind().word()).with("class", "word"))
                    .add(Tables.cell(facet.photos()))
                    .add(top1(facet))
                    .add(share(facet.averages().counts().precision()))
                    .add(share(facet.averages().counts().recall()))
                    .add(share(facet.averages().counts().f1()))
                    .add(share(facet.averages().macroF1()))
                    .add(share(facet.averages().meanAveragePrecision())));
        }
        return Tables.scrolling(
                "Facets",
                Element.of("table")
                        .with("class", "sortable")
                        .add(Tables.head(
                                "facet", "kind", "photos", "top-1", "precision", "recall", "F1", "macro-F1", "mean AP"))
                        .add(body));
    }

    private static Element top1(FacetResult facet) {
        Element cell = share(facet.roots().map(GroupResult::top1Share).orElse(OptionalDouble.empty()));
        facet.roots()
                .flatMap(roots -> Interval.wilson(roots.top1(), roots.top1Of()))
                .ifPresent(range -> cell.add(Element.of("small", Numbers.interval(range))));
        return cell;
    }

    private static Element share(OptionalDouble share) {
        return Tables.cell(Numbers.share(share), share.orElse(Double.NaN));
    }

    private static Element reliability(Evaluation evaluation) {
        Element plots = Element.of("div").with("class", "plots");
        evaluation.everyConfidence().ifPresent(all -> addBoth(plots, "All tags", all));
        evaluation.givenConfidence().ifPresent(given -> addBoth(plots, "Given tags", given));
        return plots;
    }

    private static void addBoth(Element plots, String name, Reliability reliability) {
        plots.add(ReliabilityPlot.figure(name, reliability, false), ReliabilityPlot.figure(name, reliability, true));
    }

    private static Element confusion(Evaluation evaluation) {
        return evaluation.groups().isEmpty()
                ? Element.of("p", "No photo says anything of tags that exclude each other.")
                : Element.of("div")
                        .with("class", "matrices")
                        .addAll(evaluation.groups().stream()
                                .map(group -> new ConfusionTable(evaluation.tree(), group).figure())
                                .toList());
    }

    private static Element curves(Evaluation evaluation) {
        boolean many = evaluation.tags().stream().filter(tag -> tag.shown() > 0).count() > MANY;
        Element all = Element.of("div");
        for (FacetResult facet : evaluation.facets()) {
            List<TagResult> tags = evaluation.tags().stream()
                    .filter(tag -> tag.facet().id().equals(facet.facet().id()))
                    .toList();
            Element details =
                    many ? Element.of("details") : Element.of("details").with("open");
            all.add(details.add(Element.of("summary", facet.facet().id()))
                    .add(Element.of("div").with("class", "curves").addAll(CurvePlot.figures(tags))));
        }
        return all;
    }

    private static Element thresholds(Evaluation evaluation) {
        String yaml = BetterThresholds.yaml(evaluation);
        return yaml.isEmpty()
                ? Element.of("p", "No other threshold does better on photos that it was not chosen on.")
                : Element.of("div")
                        .add(Element.of("p", "They go into the taxonomy's file, each with its tag:"))
                        .add(Tables.scrolling("Thresholds as YAML", Element.of("pre", yaml)));
    }

    private static Element problems(List<Problem> problems) {
        if (problems.isEmpty()) {
            return Element.of("p", "Everything was.");
        }
        Element list = Element.of("ul").with("class", "problems");
        problems.forEach(problem -> list.add(
                Element.of("li").add(Element.of("bdi", problem.place()), Element.of("span", problem.message()))));
        return list;
    }
}
