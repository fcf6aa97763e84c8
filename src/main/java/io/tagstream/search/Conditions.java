package io.tagstream.search;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Conditions on photos, as parts of statements about embeddings. */
final class Conditions {

    /** After a where about {@code embeddings e}. Only catalogued photos have embeddings; a condition is asked of these alone. */
    static final String FULFILS = " and exists (select from photos p"
            + " where p.photo_no = e.photo_no and p.status = 'catalogued' and (%s))";

    /** The same, asked of each: because of the offset, PostgreSQL cannot make a join of it. */
    static final String EACH_FULFILS = " and exists (select from photos p"
            + " where p.photo_no = e.photo_no and p.status = 'catalogued' and (%s) offset 0)";

    /** Of the whole plan, which comes first. */
    private static final Pattern PLAN_ROWS = Pattern.compile("\"Plan Rows\": ([0-9.e+]+)");

    private Conditions() {}

    /** The photos that fulfil it; empty if they are more than these, which is told without sending them. */
    static Optional<long[]> few(Connection connection, Condition condition, int most) throws SQLException {
        String sql = """
                select case when count(*) <= %2$d then coalesce(array_agg(few.photo_no), '{}') end
                from (select p.photo_no from photos p where p.status = 'catalogued' and (%1$s) limit %2$d + 1) as few
                """.formatted(condition.sql(), most);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            new Values(statement).all(condition.values());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return Optional.ofNullable(row.getArray(1)).map(Conditions::numbers);
            }
        }
    }

    /** How many photos fulfil it, as PostgreSQL's statistics have it: in a moment, and sometimes far from right. */
    static double estimate(Connection connection, Condition condition) throws SQLException {
        String sql = "explain (format json) select p.photo_no from photos p where p.status = 'catalogued' and (%s)"
                .formatted(condition.sql());
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            new Values(statement).all(condition.values());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                Matcher rows = PLAN_ROWS.matcher(row.getString(1));
                return rows.find() ? Double.parseDouble(rows.group(1)) : 0;
            }
        }
    }

    private static long[] numbers(Array array) {
        try {
            return Arrays.stream((Long[]) array.getArray())
                    .mapToLong(Long::longValue)
                    .toArray();
        } catch (SQLException e) {
            throw new IllegalStateException("an array of int8 that cannot be read", e);
        }
    }
}
