package io.tagstream.learning;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.evaluation.Reliability;
import io.tagstream.evaluation.Sample;
import io.tagstream.learning.DrawnCatalog.Scenes;
import io.tagstream.learning.LearningOutcome.Learned;
import io.tagstream.learning.LearningOutcome.Refused;
import io.tagstream.tagging.AssignedTag;
import io.tagstream.tagging.Calibration;
import io.tagstream.tagging.Fitting;
import io.tagstream.tagging.Tagger;
import io.tagstream.taxonomy.LabelMatrix;
import io.tagstream.taxonomy.Taxonomies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With the demo model, on drawn scenes: what was fitted on some is measured on others. Prints the figures of docs/tagging.md. */
class LearningIT {

    private static final List<String> FACETS = List.of("colour", "shape", "count", "texture", "background", "pair");

    private static DrawnCatalog model;
    private static Scenes stored;
    private static Scenes corrected;
    private static Scenes heldOut;

    @BeforeAll
    static void draw() {
        model = new DrawnCatalog();
        stored = model.draw(2_500, 11);
        corrected = model.draw(1_000, 12);
        heldOut = model.draw(2_500, 13);
    }

    @AfterAll
    static void close() {
        model.close();
    }

    @Test
    void theCatalogAndThenItsPeopleMakeConfidencesTrue() throws IOException {
        HeldOutScenes test = test(scenes("any-of"));
        Fitting none = none(test);
        Fitting byDistribution =
                fitter(test, none).fit(stored.photos(), List.of()).fitting();
        FittingReport report = fitter(test, byDistribution)
                .fit(stored.photos(), People.correct(corrected, tagger(test, byDistribution), 1));
        Fitting byCorrections = calibrationsOnly(report, byDistribution);

        print("any-of", test, none, byDistribution, byCorrections, report.fitting());
        Reliability before = test.reliability(none);
        Reliability second = test.reliability(byDistribution);
        Reliability third = test.reliability(byCorrections);
        assertThat(second.calibrationError()).isLessThan(0.7 * before.calibrationError());
        assertThat(second.logLoss()).isLessThan(0.9 * before.logLoss());
        assertThat(third.calibrationError()).isLessThan(0.8 * second.calibrationError());
        assertThat(third.logLoss()).isLessThan(0.9 * second.logLoss());
        assertThat(test.reliability(report.fitting()).logLoss()).isLessThan(1.05 * third.logLoss());
    }

    /** A softmax over everything that there is was trained to be right, and is: what is left to correct is little. */
    @Test
    void oneOfGroupsAreNotMadeWorse() throws IOException {
        HeldOutScenes test = test(demoTaxonomy());
        Fitting none = none(test);
        FittingReport report =
                fitter(test, none).fit(stored.photos(), People.correct(corrected, tagger(test, none), 1));

        print("one-of", test, none, calibrationsOnly(report, none), report.fitting());
        assertThat(report.tags())
                .allSatisfy(tag -> assertThat(tag.distribution()).isInstanceOf(CalibrationOutcome.Refused.class));
        assertThat(test.reliability(report.fitting()).logLoss())
                .isLessThan(test.reliability(none).logLoss());
    }

    @ParameterizedTest
    @ValueSource(strings = {"any-of", "one-of"})
    void eightExamplesBeatAPromptThatIsBadByDesign(String kind) {
        HeldOutScenes test = test(shapes(kind, "{id: star, prompts: [a photo of a purple banana]}"));
        FittingReport report =
                fitter(test, none(test)).fit(stored.photos(), People.accept(corrected, "star", "star", 8));

        assertThat(outcome(report, "star")).isInstanceOf(Learned.class);
        Sample prompts = test.confidences(none(test), tag -> tag.id().equals("star"));
        Sample learned = test.confidences(report.fitting(), tag -> tag.id().equals("star"));
        print(kind + ", 8 stars", outcome(report, "star"), prompts, learned);
        assertThat(HeldOutScenes.averagePrecision(learned)).isGreaterThan(0.8);
        assertThat(HeldOutScenes.averagePrecision(prompts)).isLessThan(0.4);
        assertThat(learned.countsAt(0.5).f1().orElse(0)).isGreaterThan(0.7);
        assertThat(f1(tagger(test, report.fitting()), "star", "star"))
                .isGreaterThan(0.6)
                .isGreaterThan(2 * f1(tagger(test, none(test)), "star", "star"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"star", "heart", "ring", "pink", "three", "striped", "grass"})
    void eightExamplesOfWhatThePromptsKnowAreRefused(String tag) throws IOException {
        HeldOutScenes test = test(demoTaxonomy());
        FittingReport report = fitter(test, none(test)).fit(stored.photos(), People.accept(corrected, tag, tag, 8));

        System.out.println(tag + ": " + outcome(report, tag));
        assertThat(outcome(report, tag)).isInstanceOf(Refused.class);
        assertThat(report.fitting().learned()).isEmpty();
    }

    /** There is no word for it: its prompt is its number. */
    @Test
    void aTagIsLearnedFromExamplesAlone() {
        HeldOutScenes test = test(shapes("any-of", "tag-17"));
        FittingReport report =
                fitter(test, none(test)).fit(stored.photos(), People.accept(corrected, "warm", "tag-17", 40));

        Sample learned = sample(test, report.fitting(), "tag-17", "warm");
        Sample prompts = sample(test, none(test), "tag-17", "warm");
        print("40 of red, orange and yellow", outcome(report, "tag-17"), prompts, learned);
        assertThat(outcome(report, "tag-17")).isInstanceOf(Learned.class);
        assertThat(HeldOutScenes.averagePrecision(learned)).isGreaterThan(0.9);
        assertThat(f1(tagger(test, report.fitting()), "tag-17", "warm")).isGreaterThan(0.75);
    }

    @Test
    void theSameInputGivesTheSameFitting() throws IOException {
        HeldOutScenes test = test(demoTaxonomy());
        List<CorrectedPhoto> people = People.correct(corrected, tagger(test, none(test)), 1);

        FittingReport first = fitter(test, none(test)).fit(stored.photos(), people);
        FittingReport second = fitter(test, none(test)).fit(stored.photos(), people);

        assertThat(second.fitting().digest()).isEqualTo(first.fitting().digest());
    }

    private static Fitter fitter(HeldOutScenes test, Fitting inForce) {
        return new Fitter(test.labels(), test.logitScale(), inForce);
    }

    private static Tagger tagger(HeldOutScenes test, Fitting fitting) {
        return new Tagger(test.labels(), fitting, test.logitScale());
    }

    private static Fitting none(HeldOutScenes test) {
        return Fitting.none(test.labels().modelDigest());
    }

    private static LearningOutcome outcome(FittingReport report, String tag) {
        return report.tags().stream()
                .filter(candidate -> candidate.tagId().equals(tag))
                .findFirst()
                .flatMap(TagReport::learning)
                .orElseThrow();
    }

    /** As if no tag had been learned. */
    private static Fitting calibrationsOnly(FittingReport report, Fitting before) {
        Map<String, Calibration> calibrations = new HashMap<>(before.calibrations());
        report.fitting().calibrations().forEach((tag, calibration) -> {
            if (!report.fitting().learned().containsKey(tag)) {
                calibrations.put(tag, calibration);
            }
        });
        return new Fitting(before.modelDigest(), calibrations, Map.of());
    }

    private static Sample sample(HeldOutScenes test, Fitting fitting, String tag, String shown) {
        Tagger tagger = tagger(test, fitting);
        var shows = DoubleStream.builder();
        var absent = DoubleStream.builder();
        for (int scene = 0; scene < heldOut.count(); scene++) {
            double odds = fitting.calibration(tag)
                    .logOdds(tagger.logOdds(heldOut.embedding(scene)).getOrDefault(tag, 0.0));
            (heldOut.shows(scene, shown) ? shows : absent).add(LogOdds.probability(odds));
        }
        return new Sample(shows.build().toArray(), absent.build().toArray());
    }

    private static double f1(Tagger tagger, String tag, String shown) {
        int hits = 0;
        int both = 0;
        for (int scene = 0; scene < heldOut.count(); scene++) {
            boolean given = tagger.tag(heldOut.embedding(scene)).tags().stream()
                    .map(AssignedTag::tagId)
                    .anyMatch(tag::equals);
            boolean right = heldOut.shows(scene, shown);
            hits += given && right ? 1 : 0;
            both += (given ? 1 : 0) + (right ? 1 : 0);
        }
        return 2.0 * hits / both;
    }

    private static HeldOutScenes test(String yaml) {
        LabelMatrix labels = model.compile(Taxonomies.read(yaml));
        return new HeldOutScenes(labels, model.logitScale(), heldOut);
    }

    private static String demoTaxonomy() throws IOException {
        return Files.readString(Path.of("src/demo-model/taxonomy.yaml"));
    }

    /** The demo's facets, and some pairs of colour and shape, each of which one scene in 49 shows. */
    private static String scenes(String kind) throws IOException {
        StringBuilder yaml = new StringBuilder(demoTaxonomy().replace("kind: one-of", "kind: " + kind));
        yaml.append("  - id: pair\n    kind: ").append(kind).append("\n    tags:\n");
        for (int colour = 0; colour < DrawnScene.COLOURS.size(); colour++) {
            for (int shape = colour % 3; shape < DrawnScene.SHAPES.size(); shape += 3) {
                String pair = DrawnScene.COLOURS.get(colour) + " " + DrawnScene.SHAPES.get(shape);
                String article = "aeiou".indexOf(pair.charAt(0)) < 0 ? "a" : "an";
                yaml.append("      - {id: %s, words: [%s %s]}%n".formatted(pair.replace(' ', '-'), article, pair));
            }
        }
        return yaml.toString();
    }

    private static String shapes(String kind, String more) {
        return """
                name: shapes
                background: [a photo, a picture]
                facets:
                  - id: shape
                    kind: %s
                    tags:
                      - {id: circle, words: [a circle, circles]}
                      - {id: square, words: [a square, squares]}
                      - {id: triangle, words: [a triangle, triangles]}
                      - {id: heart, words: [a heart, hearts]}
                      - {id: cross, words: [a cross, crosses]}
                      - {id: ring, words: [a ring, rings]}
                      - %s
                """.formatted(kind, more);
    }

    private static void print(String name, HeldOutScenes test, Fitting... fittings) {
        List<String> facets = FACETS.stream()
                .filter(facet -> GroupedTag.of(test.labels()).stream()
                        .anyMatch(tag -> tag.facetId().equals(facet)))
                .toList();
        System.out.println(name + " | ECE | log loss | F1 | " + String.join(" | ", facets));
        for (Fitting fitting : fittings) {
            System.out.println(test.line(Integer.toString(fitting.calibrations().size()), fitting, facets));
        }
        test.table(List.of(fittings)).forEach(System.out::println);
    }

    private static void print(String name, LearningOutcome outcome, Sample prompts, Sample learned) {
        System.out.printf(
                "%s: AP %.3f -> %.3f, F1 %.3f -> %.3f, ECE %.3f -> %.3f; %s%n",
                name,
                HeldOutScenes.averagePrecision(prompts),
                HeldOutScenes.averagePrecision(learned),
                prompts.countsAt(0.5).f1().orElse(0),
                learned.countsAt(0.5).f1().orElse(0),
                Reliability.of(prompts).orElseThrow().calibrationError(),
                Reliability.of(learned).orElseThrow().calibrationError(),
                outcome instanceof Learned(var tag, var gain, var error)
                        ? "%d examples, log loss %.4f -> %.4f, gain %.4f ± %.4f"
                                .formatted(tag.examples(), tag.zeroShotLoss(), tag.learnedLoss(), gain, error)
                        : outcome);
    }
}
