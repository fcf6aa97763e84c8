package io.tagstream.retag;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tagstream.catalog.Announcer;
import io.tagstream.catalog.LoadedRelease;
import io.tagstream.catalog.Release;
import io.tagstream.catalog.ReleaseLoader;
import io.tagstream.catalog.ReleaseStore;
import io.tagstream.clip.Embedding;
import io.tagstream.local.MadeUpCatalog;
import io.tagstream.local.MadeUpPhotos;
import io.tagstream.publish.CloudEventAnnouncer;
import io.tagstream.retag.RetagJobs.Order;
import io.tagstream.tagging.AssignedTag;
import io.tagstream.tagging.ReleaseId;
import io.tagstream.tagging.Verdict;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A made-up catalog whose photos are tagged for one release, and a second one to go over to. */
public final class RetagCatalog {

    public static final long SEED = 5;
    public static final int DIMENSIONS = 256;

    private static final int TAGS = 100;
    private static final double CHANGED = 0.1;

    private static final ObjectMapper JSON = JsonMapper.builder()
            .findAndAddModules()
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    final DataSource dataSource;
    final MadeUpPhotos made = new MadeUpPhotos(DIMENSIONS, TAGS, SEED);
    final MadeUpCatalog catalog;
    final RetagJobs jobs;
    final ReleaseStore releases;
    final List<int[]> exchanges = made.exchanges(CHANGED);

    private RetagCatalog(DataSource dataSource) {
        this.dataSource = dataSource;
        this.catalog = new MadeUpCatalog(dataSource, made);
        this.jobs = new RetagJobs(dataSource);
        this.releases = new ReleaseStore(dataSource);
    }

    /** One that was filled before. */
    public static RetagCatalog in(String jdbcUrl) {
        return new RetagCatalog(dataSource(jdbcUrl));
    }

    /** Fills an empty database. */
    public static RetagCatalog fill(String jdbcUrl, int photos) throws SQLException {
        RetagCatalog filled = in(jdbcUrl);
        filled.catalog.fill(photos);
        ReleaseId first = filled.catalog.begin();
        filled.jobs.start(new Order(first, Optional.empty(), false, OptionalDouble.empty(), Optional.empty()));
        filled.runAll();
        filled.catalog.publish(filled.exchanges);
        return filled;
    }

    private static DataSource dataSource(String jdbcUrl) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(jdbcUrl);
        dataSource.setUser("postgres");
        dataSource.setPassword("postgres");
        return dataSource;
    }

    ReleaseId second() {
        return catalog.publish(exchanges);
    }

    /** As much of it as people type. */
    public String secondVersion() {
        return second().version().shortForm();
    }

    /** Gives the second release labels, as a worker with the model would. */
    public void prepareSecond() {
        Release release = releases.create(second(), Optional.empty());
        releases.putLabels(release.number(), catalog.labels(exchanges));
    }

    public boolean isSecondInForce() {
        return active().id().equals(second());
    }

    /** Waits until so many chunks are done. */
    public void awaitChunks(int count) throws InterruptedException {
        while (count("select count(*) from retag_chunks where done_at is not null") < count) {
            Thread.sleep(20);
        }
    }

    Order order(boolean cutOver) {
        return new Order(
                second(), Optional.of(catalog.labels(exchanges)), cutOver, OptionalDouble.empty(), Optional.of("test"));
    }

    /** What a worker can do. */
    public JobRunner runner(int threads) {
        ReleaseLoader loader = new ReleaseLoader(dataSource);
        return new JobRunner(
                dataSource,
                List.of(
                        new ScoreWork(releases, loader),
                        new AnnounceWork(releases, loader, announcer(), Integer.MAX_VALUE),
                        new RetireWork()),
                RetagObserver.NONE,
                threads,
                Duration.ofMillis(20));
    }

    static Announcer announcer() {
        return new CloudEventAnnouncer(JSON);
    }

    /** Cuts a job that has begun into smaller pieces. */
    void cut(int job, int photos) {
        long newest = count("select max(last_photo) from retag_chunks where job_no = " + job);
        execute("delete from retag_chunks where job_no = " + job);
        execute("""
                insert into retag_chunks (job_no, first_photo, last_photo)
                select %1$d, first, least(first + %2$d - 1, %3$d) from generate_series(0, %3$d, %2$d) as first
                """.formatted(job, photos, newest));
    }

    /** Until nothing is left to do. */
    void runAll() {
        JobRunner runner = runner(0);
        while (jobs.open().stream().anyMatch(job -> job.state() == JobState.RUNNING)) {
            runner.step();
        }
    }

    void steps(int count) {
        JobRunner runner = runner(0);
        for (int i = 0; i < count; i++) {
            runner.step();
        }
    }

    Release active() {
        return releases.active().orElseThrow();
    }

    Release release(ReleaseId id) {
        return releases.named(id.name()).getFirst();
    }

    /** All that is stored of a release, row by row. */
    List<String> tags(Release release) {
        return query("""
                select concat_ws(' ', photo_no, tag_id, origin, encode(float4send(score), 'hex'), encode(float4send(confidence), 'hex'))
                from photo_tags join tags using (tag_no) where release_no = %d order by photo_no, tag_id
                """.formatted(release.number()));
    }

    /** What should be, by tagging each photo alone. */
    List<String> expected(Release release) {
        LoadedRelease loaded = new ReleaseLoader(dataSource).load(release).orElseThrow();
        List<String> rows = new ArrayList<>();
        Map<Long, Map<String, Verdict>> verdicts = verdicts();
        embeddings()
                .forEach((photo, embedding) ->
                        loaded.overlaid(loaded.tag(embedding).tags(), verdicts.getOrDefault(photo, Map.of())).stream()
                                .sorted(Comparator.comparing(AssignedTag::tagId))
                                .forEach(tag -> rows.add(row(photo, tag))));
        return rows;
    }

    private static String row(long photo, AssignedTag tag) {
        StringJoiner row = new StringJoiner(" ");
        row.add(Long.toString(photo)).add(tag.tagId()).add(tag.origin().word());
        tag.score().ifPresent(score -> row.add(text((float) score)));
        return row.add(text((float) tag.confidence())).toString();
    }

    private Map<Long, Map<String, Verdict>> verdicts() {
        Map<Long, Map<String, Verdict>> verdicts = new HashMap<>();
        query("select photo_no || ' ' || tag_id || ' ' || upper(verdict) from verdicts join tags using (tag_no)")
                .forEach(row -> {
                    String[] parts = row.split(" ", 3);
                    verdicts.computeIfAbsent(Long.valueOf(parts[0]), _ -> new HashMap<>())
                            .put(parts[1], Verdict.valueOf(parts[2]));
                });
        return verdicts;
    }

    /** To the bit. */
    private static String text(float value) {
        return HexFormat.of().toHexDigits(Float.floatToIntBits(value));
    }

    /** Whether a release is stored as it should be; a few rows of those that are not. */
    List<String> wrong(Release release) {
        List<String> stored = tags(release);
        List<String> expected = expected(release);
        Set<String> known = new HashSet<>(expected);
        List<String> wrong = new ArrayList<>(
                stored.stream().filter(row -> !known.remove(row)).limit(5).toList());
        known.stream().limit(5).map(row -> "missing: " + row).forEach(wrong::add);
        return wrong;
    }

    Map<Long, Embedding> embeddings() {
        Map<Long, Embedding> embeddings = new TreeMap<>();
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select photo_no, embedding::float4[] from embeddings")) {
            while (result.next()) {
                Float[] values = (Float[]) result.getArray(2).getArray();
                float[] floats = new float[values.length];
                for (int i = 0; i < floats.length; i++) {
                    floats[i] = values[i];
                }
                embeddings.put(result.getLong(1), new Embedding(floats));
            }
            return embeddings;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Photos whose sets of tags differ between two releases. */
    List<String> differing(Release one, Release other) {
        Map<String, String> before = sets(one);
        Map<String, String> after = sets(other);
        return query("select photo_no from photos order by photo_no").stream()
                .filter(photo -> !before.getOrDefault(photo, "").equals(after.getOrDefault(photo, "")))
                .toList();
    }

    private Map<String, String> sets(Release release) {
        Map<String, String> sets = new HashMap<>();
        query("""
                select photo_no || ':' || string_agg(tag_no::text, ',' order by tag_no)
                from photo_tags where release_no = %d group by photo_no
                """.formatted(release.number()))
                .forEach(row -> sets.put(row.substring(0, row.indexOf(':')), row.substring(row.indexOf(':'))));
        return sets;
    }

    /** The first column as text. */
    List<String> query(String sql) {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (result.next()) {
                values.add(String.valueOf(result.getString(1)));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    long count(String sql) {
        return catalog.count(sql);
    }

    void execute(String sql) {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
