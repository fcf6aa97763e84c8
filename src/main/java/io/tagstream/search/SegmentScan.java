package io.tagstream.search;

import io.tagstream.search.NearestPhotos.Hit;
import io.tagstream.search.NearestPhotos.Question;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Follows the indexes of segments from near to far, in PostgreSQL with pgvector. */
final class SegmentScan {

    /** As many as an index can be told to look at. */
    private static final int MOST_CANDIDATES = 1_000;

    /** An index leads to some a little late: so many times a page are read, and the best of them taken. */
    private static final int MARGIN = 2;

    private final Connection connection;
    private final Question question;
    private final SearchSettings settings;

    SegmentScan(Connection connection, Question question, SearchSettings settings) {
        this.connection = connection;
        this.question = question;
        this.settings = settings;
    }

    /** From now on, plans follow an index wherever they can. To compile one, for all photos that it might meet, takes longer than to run it. */
    void prepare() throws SQLException {
        Snapshots.execute(connection, """
                set local enable_seqscan = off;
                set local enable_bitmapscan = off;
                set local enable_sort = off;
                set local jit = off;
                set local hnsw.iterative_scan = relaxed_order;
                set local hnsw.max_scan_tuples = %d;
                set local hnsw.ef_search = %d
                """.formatted(settings.scanPhotos(), candidates()));
    }

    /** What comes after some other photo is looked for from the beginning, and there may have been many pages. */
    private int candidates() {
        return question.after().isPresent()
                ? MOST_CANDIDATES
                : Math.clamp(2L * MARGIN * question.limit(), settings.candidates(), MOST_CANDIDATES);
    }

    /** And now as usual again. */
    void end() throws SQLException {
        Snapshots.execute(connection, """
                set local enable_seqscan = on;
                set local enable_bitmapscan = on;
                set local enable_sort = on
                """);
    }

    /**
     * Offers the nearest photos of a segment.
     *
     * @return whether these were enough for a page of their own, or all that are near enough; if not, there may be others to which the
     *     index did not lead
     */
    boolean offer(Segment segment, Page page) throws SQLException {
        Condition condition = question.condition();
        try (PreparedStatement statement = connection.prepareStatement(sql(segment, condition))) {
            int wanted = Math.multiplyExact(MARGIN, question.limit());
            statement.setFetchSize(wanted);
            new Values(statement).floats(question.point().values()).all(condition.values());
            try (ResultSet row = statement.executeQuery()) {
                int taken = 0;
                double last = Double.POSITIVE_INFINITY;
                while (row.next()) {
                    Hit hit = new Hit(row.getLong(1), -row.getDouble(2));
                    if (hit.cosine() < question.floor()) {
                        return true;
                    }
                    // Those that are as near as the last one may be before it.
                    if (taken >= wanted && hit.cosine() < last) {
                        return true;
                    }
                    page.offer(hit);
                    taken += page.isAfter(hit) ? 1 : 0;
                    last = hit.cosine();
                }
                return taken >= wanted;
            }
        }
    }

    /** With numbers written out, as they are in the definition of the index: so PostgreSQL sees that the index has all of them. */
    private String sql(Segment segment, Condition condition) {
        return """
                select e.photo_no, e.embedding::halfvec(%1$d) <#> (?::float4[])::halfvec(%1$d) as distance
                from embeddings e
                where e.model_no = %2$d and e.embedding_no between %3$d and %4$d%5$s
                order by distance
                limit %6$d
                """.formatted(
                        question.point().dimensions(),
                        segment.model(),
                        segment.first(),
                        segment.last(),
                        condition.restricts() ? Conditions.EACH_FULFILS.formatted(condition.sql()) : "",
                        settings.scanPhotos());
    }
}
