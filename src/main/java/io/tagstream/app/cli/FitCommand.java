package io.tagstream.app.cli;

import io.agroal.api.AgroalDataSource;
import io.tagstream.catalog.FittingStore;
import io.tagstream.catalog.LoadedRelease;
import io.tagstream.catalog.Release;
import io.tagstream.catalog.ReleaseLoader;
import io.tagstream.catalog.ReleaseStore;
import io.tagstream.catalog.VerdictStore;
import io.tagstream.catalog.VerdictStore.Said;
import io.tagstream.clip.Embedding;
import io.tagstream.learning.CorrectedPhoto;
import io.tagstream.learning.Fitter;
import io.tagstream.learning.FittingReport;
import io.tagstream.learning.Photos;
import io.tagstream.retag.EmbeddingSample;
import io.tagstream.tagging.Fitting;
import io.tagstream.tagging.Tagger;
import io.tagstream.tagging.Verdict;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tagstream fit}: calibrates and learns tags by what the catalog holds. Needs no model, and puts nothing in force. */
@Command(
        name = "fit",
        description = {
            "Calibrates the tags of the release in force by the catalog's photos and by what people said of them, and learns",
            "those that there are examples of. What is no better than what is there is refused, with the reason.",
            "Nothing is put in force: retag does that, with a preview."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "How it is done, and when it is refused: docs/tagging.md"})
final class FitCommand implements Callable<Integer> {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Option(names = "--dry-run", description = "Fits and reports, and stores nothing")
    private boolean dryRun;

    @Option(names = "--all", description = "Also lists tags that nothing is known of")
    private boolean all;

    @Option(names = "--json", description = "Prints JSON")
    private boolean json;

    @Option(names = "--author", paramLabel = "NAME", description = "Who wants it, for the record")
    private Optional<String> author = Optional.empty();

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        try (AgroalDataSource catalog = database.open(2)) {
            LoadedRelease inForce = inForce(catalog);
            Fitter fitter = fitter(catalog, inForce);
            Release release = inForce.release();
            EmbeddingSample sample = EmbeddingSample.spread(catalog, release.model(), fitter.photosWanted());
            List<CorrectedPhoto> judged = judged(catalog, release, fitter.correctedWanted());
            err.printf(
                    "fitting %s by %,d photos, and by what people said of %,d%n",
                    release.id().version().shortForm(), sample.photos().length, judged.size());
            err.flush();
            FittingReport report =
                    fitter.fit(new Photos(sample.embeddings(), sample.photos().length, sample.dimensions()), judged);
            Optional<String> stored = store(catalog, report.fitting());
            print(report, stored, release);
            return 0;
        }
    }

    private static LoadedRelease inForce(DataSource catalog) {
        Release release = new ReleaseStore(catalog)
                .active()
                .orElseThrow(() -> new UserError("the catalog has no release in force: start a worker first"));
        return new ReleaseLoader(catalog)
                .load(release)
                .orElseThrow(() ->
                        new UserError("release %s has no labels yet: start a worker first".formatted(release.id())));
    }

    private static Fitter fitter(DataSource catalog, LoadedRelease inForce) {
        Tagger tagger = inForce.tagger();
        String model = inForce.release().id().modelDigest();
        Fitting before = inForce.release()
                .id()
                .fitting()
                .flatMap(new FittingStore(catalog)::read)
                .orElseGet(() -> Fitting.none(model));
        return new Fitter(tagger.labels(), tagger.logitScale(), before);
    }

    /** Photos that people spoke of and that the model has seen, the newest word first. */
    private static List<CorrectedPhoto> judged(DataSource catalog, Release release, int most) {
        Map<Long, Map<String, Verdict>> verdicts = new HashMap<>();
        Map<Long, Instant> newest = new HashMap<>();
        for (Said said : new VerdictStore(catalog).ofTaxonomy(release.taxonomy())) {
            verdicts.computeIfAbsent(said.photoNumber(), _ -> new HashMap<>()).put(said.tagId(), said.verdict());
            newest.merge(said.photoNumber(), said.at(), (a, b) -> a.isAfter(b) ? a : b);
        }
        long[] numbers = newest.entrySet().stream()
                .sorted(Map.Entry.<Long, Instant>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(most)
                .mapToLong(Map.Entry::getKey)
                .toArray();
        EmbeddingSample embeddings = EmbeddingSample.of(catalog, release.model(), numbers);
        Map<Long, Integer> order = new HashMap<>();
        for (int i = 0; i < numbers.length; i++) {
            order.put(numbers[i], i);
        }
        List<Integer> rows = new ArrayList<>();
        for (int row = 0; row < embeddings.photos().length; row++) {
            rows.add(row);
        }
        rows.sort(Comparator.comparing(row -> order.getOrDefault(embeddings.photos()[row], 0)));
        return rows.stream()
                .map(row -> new CorrectedPhoto(
                        new Embedding(embeddings.embedding(row)),
                        verdicts.getOrDefault(embeddings.photos()[row], Map.of())))
                .toList();
    }

    private Optional<String> store(DataSource catalog, Fitting fitting) {
        return dryRun || fitting.isEmpty()
                ? Optional.empty()
                : Optional.of(new FittingStore(catalog).store(fitting, author).digest());
    }

    private void print(FittingReport report, Optional<String> stored, Release release) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(FitText.json(report, stored).toPrettyString());
            out.flush();
            return;
        }
        FitText.table(report, all).print(out);
        out.println();
        if (report.fitting().isEmpty()) {
            out.println("Nothing was fitted: there is nothing that would be better than what is there.");
        } else if (stored.isEmpty()) {
            out.println("Nothing was stored, since this was a dry run.");
        } else {
            out.printf(
                    "To tag photos with it: tagstream retag --to %s --fitting %.12s%n",
                    release.id().version().shortForm(), stored.get());
        }
        out.flush();
    }
}
