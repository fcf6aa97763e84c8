package io.tagstream.retag;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.catalog.Catalog;
import io.tagstream.catalog.Corrections;
import io.tagstream.catalog.LiveReleases;
import io.tagstream.catalog.Outcome;
import io.tagstream.catalog.PhotoFacts;
import io.tagstream.catalog.Release;
import io.tagstream.catalog.ReleaseLoader;
import io.tagstream.catalog.ReleasesChanged;
import io.tagstream.clip.Embedding;
import io.tagstream.decode.Exif;
import io.tagstream.local.EmbeddedDatabase;
import io.tagstream.local.MadeUpPhotos;
import io.tagstream.photo.ContentHash;
import io.tagstream.photo.EventLog;
import io.tagstream.photo.EventPosition;
import io.tagstream.photo.PhotoId;
import io.tagstream.photo.PhotoUpload;
import io.tagstream.retag.RetagJobs.Order;
import io.tagstream.tagging.Verdict;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Jobs among others: several runners, uploads, and people who say something. */
@Timeout(180)
class SharedRetagIT {

    private static final int PHOTOS = 6_000;
    private static final long SEED = 17;

    @TempDir
    private static Path directory;

    private static EmbeddedDatabase database;
    private static RetagCatalogs catalogs;

    private RetagCatalog catalog;
    private Release first;
    private long offset = PHOTOS;

    @BeforeAll
    static void fill() throws SQLException {
        database = new EmbeddedDatabase(directory.resolve("postgresql"));
        catalogs = new RetagCatalogs(database, PHOTOS);
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @BeforeEach
    void copy() throws SQLException {
        catalog = RetagCatalog.in(catalogs.copy());
        first = catalog.active();
    }

    @Test
    void threeRunnersShareAJob() {
        int job = catalog.jobs.start(catalog.order(true));
        catalog.cut(job, 100);
        List<JobRunner> runners = Stream.of(1, 1, 2).map(catalog::runner).toList();
        runners.forEach(JobRunner::start);
        awaitEnd();
        runners.forEach(JobRunner::close);

        assertThat(catalog.active().id()).isEqualTo(catalog.second());
        assertThat(catalog.wrong(catalog.active())).isEmpty();
        assertThat(catalog.jobs.progress(job).photosDone()).isEqualTo(PHOTOS);
        assertThat(announced()).isEqualTo(catalog.differing(first, catalog.active()));
    }

    @Test
    void keepsToARateOverAllRunners() {
        double rate = 2_000;
        Instant start = Instant.now();
        int job = catalog.jobs.start(new Order(
                catalog.second(),
                Optional.of(catalog.catalog.labels(catalog.exchanges)),
                false,
                OptionalDouble.of(rate),
                Optional.empty()));
        catalog.cut(job, 250);
        catalog.execute("delete from retag_chunks where first_photo >= 4000 and done_at is null");
        List<JobRunner> runners = Stream.of(1, 1).map(catalog::runner).toList();
        runners.forEach(JobRunner::start);
        awaitEnd();
        runners.forEach(JobRunner::close);

        double seconds = Duration.between(start, Instant.now()).toMillis() / 1e3;
        // The first chunk is free, and one chunk's time may be caught up with.
        assertThat(seconds).isGreaterThan((4_000 - 3 * 250) / rate);
    }

    /** New photos and new pictures under old ids, deletions and verdicts, while a release is made, cut over to, and announced. */
    @Test
    void nothingIsLostOrOverwrittenWhateverHappensMeanwhile() throws Exception {
        System.out.println("seed " + SEED);
        int job = catalog.jobs.start(catalog.order(true));
        catalog.cut(job, 100);
        JobRunner runner = catalog.runner(2);
        MadeUpPhotos pictures = new MadeUpPhotos(RetagCatalog.DIMENSIONS, 100, RetagCatalog.SEED);
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<?> uploads = threads.submit(uploads(pictures));
            Future<?> verdicts = threads.submit(verdicts());
            runner.start();
            awaitEnd();
            uploads.get();
            verdicts.get();
        }
        runner.close();

        Release second = catalog.active();
        assertThat(second.id()).isEqualTo(catalog.second());
        assertThat(catalog.wrong(second)).isEmpty();
        assertThat(catalog.wrong(catalog.release(first.id()))).isEmpty();
        assertThat(catalog.query(
                        "select photo_no from photo_changes where release_no = " + second.number() + " order by 1"))
                .isEqualTo(catalog.differing(first, second));
        lastEventsAreTrue(second);
    }

    private Callable<Void> uploads(MadeUpPhotos pictures) {
        Random random = new Random(SEED);
        return () -> {
            Catalog writer = new Catalog(catalog.dataSource, RetagCatalog.announcer());
            for (int batch = 0; batch < 150; batch++) {
                List<String> photos = new ArrayList<>(List.of("new-" + batch));
                random.ints(5, 1, PHOTOS).distinct().forEach(photo -> photos.add("photo-" + photo));
                record(writer, photos, pictures);
                if (batch % 10 == 0) {
                    delete(writer, "photo-" + (1 + random.nextInt(PHOTOS)));
                }
            }
            return null;
        };
    }

    private void record(Catalog writer, List<String> photos, MadeUpPhotos pictures) {
        float[] embeddings = pictures.next(photos.size());
        List<Outcome> outcomes = new ArrayList<>();
        LiveReleases live = live();
        for (int i = 0; i < photos.size(); i++) {
            int dimensions = RetagCatalog.DIMENSIONS;
            Embedding embedding = new Embedding(Arrays.copyOfRange(embeddings, i * dimensions, (i + 1) * dimensions));
            outcomes.add(new Outcome.Tagged(
                    next(), upload(photos.get(i)), facts(photos.get(i) + offset), embedding, live.tag(embedding)));
        }
        retrying(writer, outcomes);
    }

    private void delete(Catalog writer, String photo) {
        retrying(writer, List.of(new Outcome.Deleted(next(), new PhotoId(photo))));
    }

    /** As the pipeline does: releases may have changed since they were read. */
    private void retrying(Catalog writer, List<Outcome> outcomes) {
        while (true) {
            LiveReleases live = live();
            try {
                writer.record(live.retagged(outcomes), live);
                return;
            } catch (ReleasesChanged again) {
                // others are live now
            }
        }
    }

    private LiveReleases live() {
        ReleaseLoader loader = new ReleaseLoader(catalog.dataSource);
        return new LiveReleases(
                catalog.releases.live().stream()
                        .map(release -> loader.load(release).orElseThrow())
                        .toList(),
                catalog.releases.embeddingForm());
    }

    private Callable<Void> verdicts() {
        Random random = new Random(SEED + 1);
        return () -> {
            Corrections corrections = new Corrections(
                    catalog.dataSource, new ReleaseLoader(catalog.dataSource), RetagCatalog.announcer());
            for (int i = 0; i < 150; i++) {
                corrections.say(
                        new PhotoId("photo-" + (1 + random.nextInt(PHOTOS))),
                        "made-up",
                        "t" + random.nextInt(100),
                        random.nextBoolean() ? Verdict.ACCEPTED : Verdict.REJECTED,
                        Optional.of("ann"));
            }
            return null;
        };
    }

    /** The last that was announced of each photo is what is stored of it; and what was never announced never changed. */
    private void lastEventsAreTrue(Release second) {
        assertThat(catalog.query("""
                with last as (select distinct on (photo_id) photo_id, kind, data from outbox order by photo_id, seq desc),
                     said as (select photo_id, (select string_agg(tag ->> 'id', ',' order by tag ->> 'id')
                                                from jsonb_array_elements(convert_from(data, 'UTF8')::jsonb -> 'tags') as tag) as tags,
                                     convert_from(data, 'UTF8')::jsonb #>> '{taxonomy,version}' as version
                              from last where kind = 'tagged'),
                     stored as (select p.photo_id, string_agg(t.tag_id, ',' order by t.tag_id) as tags
                                from photos p left join photo_tags pt on pt.photo_no = p.photo_no and pt.release_no = %d
                                     left join tags t using (tag_no)
                                where p.status = 'catalogued' group by p.photo_id)
                select photo_id || ': ' || coalesce(said.tags, '') || ' / ' || coalesce(stored.tags, '')
                from said join stored using (photo_id) where said.tags is distinct from stored.tags
                """.formatted(second.number()))).isEmpty();
        List<String> silent = catalog.query("""
                select p.photo_no from photos p where p.status = 'catalogued'
                and not exists (select from outbox o where o.photo_id = p.photo_id) order by 1
                """);
        assertThat(catalog.differing(first, second)).doesNotContainAnyElementsOf(silent);
    }

    private PhotoUpload upload(String photo) {
        return new PhotoUpload(
                new PhotoId(photo),
                URI.create("https://example.org/" + photo),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }

    private static PhotoFacts facts(String bytes) {
        return new PhotoFacts(
                ContentHash.of(bytes.getBytes(StandardCharsets.UTF_8)), 1, "JPEG", 64, 48, 1, 42, Exif.NONE);
    }

    private EventPosition next() {
        EventLog log = new EventLog(
                "made-up",
                UUID.fromString(catalog.query("select topic_id from event_logs").getFirst()),
                0);
        return new EventPosition(log, ++offset, 0, Instant.now());
    }

    private void awaitEnd() {
        while (!catalog.jobs.open().isEmpty()) {
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    private List<String> announced() {
        return catalog.query("select substr(photo_id, 7) from outbox order by substr(photo_id, 7)::int");
    }
}
