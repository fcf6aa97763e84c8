package io.tagstream.search;

import static java.lang.System.Logger.Level.DEBUG;

import io.tagstream.catalog.AdvisoryLock;
import io.tagstream.search.Segment.Range;
import io.tagstream.search.Segment.State;
import io.tagstream.search.SegmentPlan.Gap;
import io.tagstream.search.SegmentPlan.Step;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/** The one who makes segments, as long as its connection lasts. Whatever a predecessor left half done is found in the tables. */
final class IndexLead implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(IndexLead.class.getName());

    /** How often photos of segments are counted anew: that reads an index of all of them. */
    private static final long COUNT = Duration.ofMinutes(10).toNanos();

    /** A build may take hours, and says nothing meanwhile; a lost connection is noticed by TCP. */
    private static final int NO_TIMEOUT = 0;

    private static final String SESSION = """
            set statement_timeout = 0;
            set lock_timeout = 0;
            set idle_session_timeout = 0;
            set maintenance_work_mem = 'MEMORYkB';
            set max_parallel_maintenance_workers = WORKERS
            """;

    private static final String RESET = """
            reset statement_timeout;
            reset lock_timeout;
            reset idle_session_timeout;
            reset maintenance_work_mem;
            reset max_parallel_maintenance_workers
            """;

    /** Models that somebody may ask for. */
    private static final String MODELS = """
            select m.model_no, m.dimensions from models m
            where exists (select from releases r where r.model_no = m.model_no and r.state <> 'retired')
            order by m.model_no
            """;

    /** Feature not supported. */
    private static final String UNABLE = "0A000";

    private final Connection connection;
    private final SegmentBuild build;
    private final SearchSettings settings;
    private final SearchObserver observer;
    private final int timeout;
    private final Map<Integer, Long> left = new HashMap<>();
    private long counted = System.nanoTime();

    private record Model(int number, int dimensions) {}

    private IndexLead(Connection connection, SearchSettings settings, SearchObserver observer) throws SQLException {
        this.connection = connection;
        this.settings = settings;
        this.observer = observer;
        this.build = new SegmentBuild(connection, settings, observer);
        this.timeout = connection.getNetworkTimeout();
        connection.setNetworkTimeout(Runnable::run, NO_TIMEOUT);
        Snapshots.execute(
                connection,
                SESSION.replace("MEMORY", Long.toString(settings.buildMemory() / 1024))
                        .replace("WORKERS", Integer.toString(settings.buildProcesses() - 1)));
    }

    /** Takes the lead; empty while somebody else has it. */
    static Optional<IndexLead> take(DataSource dataSource, SearchSettings settings, SearchObserver observer)
            throws SQLException {
        Connection connection = dataSource.getConnection();
        try {
            if (number(connection, "select pg_try_advisory_lock" + AdvisoryLock.SEARCH_INDEX.arguments() + "::int")
                    == 1) {
                return Optional.of(new IndexLead(connection, settings, observer));
            }
            connection.close();
            return Optional.empty();
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private void requireIterativeScans() throws SQLException {
        long able = number(connection, """
                select count(*) from pg_extension
                where extname = 'vector' and string_to_array(extversion, '.')::int[] >= '{0,8}'
                """);
        if (able == 0) {
            throw new SQLException("pgvector is older than 0.8, which can follow an index as long as it takes", UNABLE);
        }
    }

    /**
     * Does the next thing that is to be done.
     *
     * @return false if there is none
     */
    boolean step() throws SQLException {
        requireIterativeScans();
        build.tidyUp();
        List<Model> models = models();
        List<Segment> segments = SegmentTable.all(connection);
        List<Segment> unwanted = segments.stream()
                .filter(segment -> models.stream().noneMatch(model -> model.number == segment.model()))
                .toList();
        if (!unwanted.isEmpty()) {
            build.drop(unwanted);
            return true;
        }
        count(segments);
        Map<Model, List<Gap>> gaps = new LinkedHashMap<>();
        for (Model model : models) {
            gaps.put(model, gaps(model, ready(segments, model)));
        }
        observer.indexed(
                segments.size(),
                gaps.values().stream()
                        .flatMap(List::stream)
                        .mapToLong(Gap::photos)
                        .sum());
        for (Model model : models) {
            if (step(model, ready(segments, model), gaps.getOrDefault(model, List.of()))) {
                return true;
            }
        }
        return false;
    }

    private static List<Segment> ready(List<Segment> segments, Model model) {
        return segments.stream()
                .filter(one -> one.model() == model.number && one.state() == State.READY)
                .toList();
    }

    private boolean step(Model model, List<Segment> segments, List<Gap> gaps) throws SQLException {
        SegmentPlan plan = new SegmentPlan(settings.tail(), settings.photosOfSegment(model.dimensions));
        Optional<Step> next = plan.next(segments, gaps, left);
        if (next.isEmpty()) {
            return false;
        }
        switch (next.get()) {
            case Step.Drop(Segment segment) -> build.drop(List.of(segment));
            case Step.Build(Range range, long photos) ->
                build.make(
                        model.number,
                        model.dimensions,
                        end(model, range, photos),
                        photos,
                        segments.stream().filter(one -> isWithin(one, range)).toList());
        }
        return true;
    }

    private static boolean isWithin(Segment segment, Range range) {
        return segment.first() >= range.first() && segment.last() <= range.last();
    }

    private void count(List<Segment> segments) throws SQLException {
        if (System.nanoTime() - counted < COUNT) {
            return;
        }
        counted = System.nanoTime();
        left.clear();
        for (Segment segment : segments) {
            left.put(segment.number(), count(segment.model(), segment.range()));
        }
    }

    private List<Gap> gaps(Model model, List<Segment> segments) throws SQLException {
        List<Gap> gaps = new ArrayList<>();
        for (Range range : Segment.others(segments)) {
            gaps.add(new Gap(range, count(model.number, range)));
        }
        return gaps;
    }

    private long count(int model, Range range) throws SQLException {
        return number(
                connection,
                "select count(*) from embeddings where model_no = %d and embedding_no between %d and %d"
                        .formatted(model, range.first(), range.last()));
    }

    /** The part of a range that holds its first so many photos. */
    private Range end(Model model, Range range, long photos) throws SQLException {
        long last = number(connection, """
                select coalesce(max(embedding_no), %3$d) from (
                    select embedding_no from embeddings where model_no = %1$d and embedding_no between %2$d and %3$d
                    order by embedding_no limit %4$d) as first
                """.formatted(model.number, range.first(), range.last(), photos));
        return new Range(range.first(), last);
    }

    private List<Model> models() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(MODELS);
                ResultSet row = statement.executeQuery()) {
            List<Model> models = new ArrayList<>();
            while (row.next()) {
                models.add(new Model(row.getInt(1), row.getInt(2)));
            }
            return models;
        }
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Lets go of the connection, from another thread. */
    void abandon() {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException gone) {
            LOG.log(DEBUG, "the connection was gone already", gone);
        }
    }

    @Override
    public void close() throws SQLException {
        try (connection) {
            Snapshots.execute(connection, RESET);
            connection.setNetworkTimeout(Runnable::run, timeout);
            number(connection, "select pg_advisory_unlock" + AdvisoryLock.SEARCH_INDEX.arguments() + "::int");
        }
    }
}
