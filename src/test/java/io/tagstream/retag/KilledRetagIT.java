package io.tagstream.retag;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.ChildJvm;
import io.tagstream.catalog.Release;
import io.tagstream.local.LocalServices;
import io.tagstream.local.OutcomeTopics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that do a job and publish what it changes are killed again and again. */
class KilledRetagIT {

    private static final int PHOTOS = 12_000;
    private static final int KILLS = 10;

    /** The others come when the release is in force, and what changed is announced and published. */
    private static final int KILLS_WHILE_SCORING = 6;

    private static final int CHUNK = 100;
    private static final long SEED = 41;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    private final Random random = new Random(SEED);

    @Test
    void theEndIsThatOfAnUndisturbedRunAndEveryChangedPhotoIsAnnouncedOnce()
            throws IOException, InterruptedException, SQLException {
        try (LocalServices services = LocalServices.start(4);
                OutcomeTopics topics = new OutcomeTopics(services.kafka().bootstrapServers())) {
            RetagCatalogs catalogs = new RetagCatalogs(services.database(), PHOTOS);
            RetagCatalog undisturbed = RetagCatalog.in(catalogs.copy());
            undisturbed.jobs.start(undisturbed.order(true));
            undisturbed.runAll();

            String url = catalogs.copy();
            RetagCatalog killed = RetagCatalog.in(url);
            Release first = killed.active();
            killed.cut(killed.jobs.start(killed.order(true)), CHUNK);
            int atWork = 0;
            for (int kill = 0; kill < KILLS; kill++) {
                boolean scoring = kill < KILLS_WHILE_SCORING;
                atWork += liveAndDie(services, url, killed, () -> scoring || isInForce(killed));
            }
            try (ChildJvm survivor = start(services, url)) {
                await("all is done", survivor, () -> isDone(killed));
                assertThat(survivor.waitFor(Duration.ZERO)).isFalse();
            }

            System.out.printf("killed %d times (seed %d), %d of them with work left%n", KILLS, SEED, atWork);
            assertThat(atWork).as("kills that could have lost something").isGreaterThan(KILLS / 2);
            Release second = killed.active();
            assertThat(second.id()).isEqualTo(killed.second());
            assertThat(killed.wrong(second)).isEmpty();
            assertThat(killed.tags(second)).isEqualTo(undisturbed.tags(undisturbed.active()));
            List<String> changed = killed.differing(first, second);
            assertThat(killed.count("select count(*) from photo_changes"))
                    .isEqualTo(undisturbed.count("select count(*) from photo_changes"));
            assertThat(announced(topics, second)).isEqualTo(changed);
        }
    }

    /** Gives 1 if there was work left when it was killed. */
    private int liveAndDie(LocalServices services, String url, RetagCatalog catalog, BooleanSupplier moment)
            throws IOException, InterruptedException {
        try (ChildJvm process = start(services, url)) {
            await("the moment has come", process, moment);
            String before = progress(catalog);
            await("something is done", process, () -> !progress(catalog).equals(before) || isDone(catalog));
            Thread.sleep(random.nextInt(100)); // a moment in the middle of something
            process.kill();
            return isDone(catalog) ? 0 : 1;
        }
    }

    private ChildJvm start(LocalServices services, String url) throws IOException {
        Path own = Files.createTempDirectory(folder, "process");
        return ChildJvm.start(
                own,
                RetagProcess.class,
                List.of("-XX:TieredStopAtLevel=1", "-Xmx512m"),
                List.of(url, services.kafka().bootstrapServers()));
    }

    private static String progress(RetagCatalog catalog) {
        return catalog.query("select string_agg(job_no || state, ' ' order by job_no) from retag_jobs")
                + catalog.query("select count(*) from retag_chunks where done_at is not null")
                        .toString()
                + catalog.query("select min(seq) from outbox");
    }

    private static boolean isInForce(RetagCatalog catalog) {
        return catalog.active().id().equals(catalog.second());
    }

    private static boolean isDone(RetagCatalog catalog) {
        return catalog.jobs.open().isEmpty() && catalog.count("select count(*) from outbox") == 0;
    }

    private static void await(String what, ChildJvm process, BooleanSupplier condition)
            throws IOException, InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            if (process.waitFor(Duration.ZERO) || Instant.now().isAfter(end)) {
                throw new AssertionError("not: " + what + "\n" + process.output() + process.endOfErrors());
            }
            Thread.sleep(20);
        }
    }

    /** What a read_committed reader has seen of the release, photo by photo. */
    private static List<String> announced(OutcomeTopics topics, Release release) {
        List<OutcomeTopics.Event> events = new ArrayList<>();
        int quiet = 0;
        while (quiet < 10) {
            List<OutcomeTopics.Event> more = topics.poll(Duration.ofMillis(200));
            events.addAll(more);
            quiet = more.isEmpty() ? quiet + 1 : 0;
        }
        assertThat(events)
                .allMatch(event -> event.isTagged()
                        && event.data()
                                .orElseThrow()
                                .at("/taxonomy/version")
                                .asText()
                                .equals(release.id().version().hash()));
        return events.stream()
                .map(event -> event.key().orElseThrow().substring("photo-".length()))
                .map(Integer::valueOf)
                .sorted()
                .map(String::valueOf)
                .toList();
    }
}
