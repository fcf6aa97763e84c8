package io.tagstream.catalog;

import static io.tagstream.catalog.SmallCatalog.MODEL;
import static io.tagstream.catalog.SmallCatalog.PETS;
import static io.tagstream.catalog.SmallCatalog.PETS_WITH_HOUND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagstream.catalog.DraftStore.Draft;
import io.tagstream.catalog.FittingStore.StoredFitting;
import io.tagstream.catalog.VersionStore.StoredVersion;
import io.tagstream.failure.Failure;
import io.tagstream.tagging.Calibration;
import io.tagstream.tagging.Fitting;
import io.tagstream.tagging.LearnedTag;
import io.tagstream.tagging.ReleaseId;
import io.tagstream.taxonomy.Taxonomy;
import io.tagstream.taxonomy.TaxonomyVersion;
import io.tagstream.taxonomy.TaxonomyYaml;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Versions, drafts, fittings and releases come back as they were given. */
class StoresIT {

    @TempDir
    private static Path directory;

    private static SmallCatalog small;

    @BeforeAll
    static void start() {
        small = new SmallCatalog(directory.resolve("postgresql"));
    }

    @AfterAll
    static void stop() {
        small.close();
    }

    @Test
    void aVersionIsStoredOnce() {
        VersionStore versions = new VersionStore(small.dataSource());
        Taxonomy taxonomy = taxonomy(PETS.replace("name: pets", "name: once"));

        StoredVersion first = versions.store(taxonomy, Optional.of("ann"), Optional.of("the first"));
        StoredVersion again = versions.store(taxonomy, Optional.of("bob"), Optional.empty());

        assertThat(again).isEqualTo(first);
        assertThat(first.author()).contains("ann");
        assertThat(first.note()).contains("the first");
        assertThat(versions.list("once")).containsExactly(first);
        assertThat(versions.named(first.version().shortForm())).containsExactly(first);
        assertThat(versions.read(first.version())).contains(taxonomy);
        assertThat(versions.read(new TaxonomyVersion("0".repeat(64)))).isEmpty();
    }

    @Test
    void nobodyOverwritesADraftThatHeHasNotRead() {
        DraftStore drafts = new DraftStore(small.dataSource());

        Draft first = drafts.begin("draft", "name: [", Optional.empty(), Optional.of("ann"))
                .orElseThrow();
        assertThat(drafts.begin("draft", "name: {", Optional.empty(), Optional.of("bob")))
                .isEmpty();
        Draft second = drafts.replace("draft", 1, "name: draft", Optional.of("abc"), Optional.of("bob"))
                .orElseThrow();
        assertThat(drafts.replace("draft", 1, "name: lost", Optional.empty(), Optional.of("ann")))
                .isEmpty();

        assertThat(first.definition()).isEqualTo("name: [");
        assertThat(second.revision()).isEqualTo(2);
        assertThat(drafts.read("draft")).contains(second);
        assertThat(drafts.list()).containsExactly(second);
        assertThat(drafts.remove("draft", 1)).isFalse();
        assertThat(drafts.remove("draft", 2)).isTrue();
        assertThat(drafts.read("draft")).isEmpty();
    }

    @Test
    void aFittingComesBackToTheLastBit() {
        FittingStore fittings = new FittingStore(small.dataSource());
        Fitting fitting = new Fitting(
                MODEL,
                Map.of(
                        "dog", new Calibration(Calibration.Origin.CORRECTIONS, 1 / 3.0, -0.0, 17),
                        "cat", new Calibration(Calibration.Origin.DISTRIBUTION, Double.MIN_VALUE, 1e300, 100_000)),
                Map.of(
                        "sea",
                        new LearnedTag(
                                new float[] {0.1f, -0.0f, Float.MIN_VALUE, 3.4e38f},
                                Math.PI,
                                8,
                                Double.POSITIVE_INFINITY,
                                0.1)));

        StoredFitting stored = fittings.store(fitting, Optional.of("ann"));
        Fitting read = fittings.read(stored.digest()).orElseThrow();

        assertThat(read.digest()).isEqualTo(fitting.digest()).isEqualTo(stored.digest());
        assertThat(read.calibrations()).isEqualTo(fitting.calibrations());
        assertThat(read.learned().get("sea").weights())
                .isEqualTo(fitting.learned().get("sea").weights());
        assertThat(fittings.store(fitting, Optional.of("bob"))).isEqualTo(stored);
        assertThat(fittings.list(MODEL)).containsExactly(stored);
        assertThat(fittings.named(stored.digest().substring(0, 12))).containsExactly(stored);

        ReleaseId id = new ReleaseId(version(PETS), MODEL, Optional.of(stored.digest()));
        Release release = small.releases().create(id, Optional.empty());
        LoadedRelease loaded = new ReleaseLoader(small.dataSource()).load(release, SmallCatalog::texts);
        assertThat(loaded.tagger().release()).isEqualTo(id);
    }

    @Test
    void aReleaseNeedsPartsThatTheCatalogKnows() {
        TaxonomyVersion known = version(PETS);
        assertThatThrownBy(() -> small.releases()
                        .create(new ReleaseId(known, MODEL, Optional.of("0".repeat(64))), Optional.empty()))
                .isInstanceOf(Failure.class);
        assertThatThrownBy(() -> small.releases()
                        .create(new ReleaseId(known, "1".repeat(64), Optional.empty()), Optional.empty()))
                .isInstanceOf(Failure.class);
    }

    @Test
    void aRetiredReleaseBeginsAnew() {
        Release release = small.release(PETS_WITH_HOUND, MODEL);
        assertThat(small.releases().create(release.id(), Optional.of("bob"))).isEqualTo(release);

        assertThat(small.releases().retire(release.number())).isTrue();
        assertThat(small.releases().retire(release.number())).isFalse();
        assertThat(small.releases().live()).doesNotContain(release);

        Release again = small.releases().create(release.id(), Optional.of("bob"));
        assertThat(again.number()).isEqualTo(release.number());
        assertThat(small.releases().live()).contains(again);
        assertThat(small.releases().labels(again.number()))
                .as("they are the same")
                .isPresent();
        small.releases().retire(again.number());
    }

    @Test
    void ofManyWhoCompileLabelsTheFirstDecides() throws InterruptedException, ExecutionException {
        Release release = small.releases()
                .create(
                        new ReleaseId(version(PETS.replace("nothing", "nothing else")), MODEL, Optional.empty()),
                        Optional.empty());
        List<Future<float[]>> rows = new ArrayList<>();
        try (ExecutorService workers = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 8; i++) {
                int axis = i % 4;
                rows.add(workers.submit(() -> new ReleaseLoader(small.dataSource())
                        .load(release, prompts -> prompts.stream()
                                .map(prompt -> SmallCatalog.picture(axis, 0, 1))
                                .toList())
                        .tagger()
                        .labels()
                        .rows()));
            }
        }
        for (Future<float[]> row : rows) {
            assertThat(row.get()).isEqualTo(rows.getFirst().get());
        }
    }

    private static TaxonomyVersion version(String yaml) {
        return new VersionStore(small.dataSource())
                .store(taxonomy(yaml), Optional.empty(), Optional.empty())
                .version();
    }

    private static Taxonomy taxonomy(String yaml) {
        return TaxonomyYaml.read("test.yaml", yaml.getBytes(StandardCharsets.UTF_8));
    }
}
