package io.tagstream.search;

import io.tagstream.search.NearestPhotos.Hit;
import io.tagstream.search.NearestPhotos.Question;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Compares photos one by one, in PostgreSQL with pgvector. */
final class ExactScan {

    private static final String COMPARE =
            "with compared as materialized (select e.photo_no, e.embedding <#> (?::float4[])::halfvec as distance ";

    /** How many were compared is told even where none is near enough. */
    private static final String BEST = """
            )
            select counted.photos, best.photo_no, best.distance
            from (select count(*) as photos from compared) as counted
                     left join (select photo_no, distance from compared
                                where distance <= ? and (distance, photo_no) > (?, ?)
                                order by distance, photo_no limit ?) as best on true
            """;

    /** Before every photo. */
    private static final Hit NOWHERE = new Hit(0, Double.POSITIVE_INFINITY);

    private final Connection connection;
    private final Question question;
    private final Page page;
    private long compared;

    ExactScan(Connection connection, Question question, Page page) {
        this.connection = connection;
        this.question = question;
        this.page = page;
    }

    /** Among all photos of the model that fulfil the condition. */
    void everything() throws SQLException {
        range(0, Long.MAX_VALUE, Conditions.FULFILS);
    }

    /**
     * Among photos whose embeddings have numbers between these, ends included, and that fulfil the condition. They are few, perhaps none: to look
     * for all photos that fulfil it would take longer than to ask it of each.
     */
    void range(long first, long last) throws SQLException {
        range(first, last, Conditions.EACH_FULFILS);
    }

    private void range(long first, long last, String fulfils) throws SQLException {
        String from = "from embeddings e where e.model_no = %d and e.embedding_no between %d and %d"
                .formatted(question.model(), first, last);
        Condition condition = question.condition();
        if (condition.restricts()) {
            run(from + fulfils.formatted(condition.sql()), condition.values());
        } else {
            run(from, List.of());
        }
    }

    /** Among photos of which is known that they fulfil the condition. */
    void listed(long[] photos) throws SQLException {
        run("""
                from unnest(?::int8[]) as listed (photo_no)
                         join embeddings e on e.photo_no = listed.photo_no and e.model_no = %d""".formatted(question.model()), List.of(photos));
    }

    /** How many photos were compared. */
    long compared() {
        return compared;
    }

    private void run(String from, List<Object> values) throws SQLException {
        Hit after = question.after().orElse(NOWHERE);
        try (PreparedStatement statement = connection.prepareStatement(COMPARE + from + BEST)) {
            new Values(statement)
                    .floats(question.point().values())
                    .all(values)
                    .value(-question.floor())
                    .value(-after.cosine())
                    .value(after.photo())
                    .value(question.limit());
            take(statement);
        }
    }

    private void take(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            long photos = 0;
            while (row.next()) {
                photos = row.getLong(1);
                long photo = row.getLong(2);
                if (!row.wasNull()) {
                    page.offer(new Hit(photo, -row.getDouble(3)));
                }
            }
            compared += photos;
        }
    }
}
