package io.tagstream.catalog;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Binds a batch column by column, for {@code INSERT … SELECT FROM unnest(…)}: one statement per table whatever the batch's size,
 * several times faster than row by row (docs/benchmarks.md).
 */
final class Columns {

    private final PreparedStatement statement;
    private int bound;

    Columns(PreparedStatement statement) {
        this.statement = statement;
    }

    /** Binds the next parameter to an array of {@code type} with one element per row. */
    <T> Columns column(String type, Collection<T> rows, Function<T, @Nullable Object> value) throws SQLException {
        Stream<@Nullable Object> values = rows.stream().map(value);
        // The driver knows an array of byte arrays by its Java type.
        Object[] array = type.equals("bytea") ? values.toArray(byte[][]::new) : values.toArray();
        statement.setArray(++bound, statement.getConnection().createArrayOf(type, array));
        return this;
    }

    /** Binds the next parameter to one flat array of float32, row after row; the statement slices it. */
    Columns floats(float[] values) throws SQLException {
        PGConnection connection = statement.getConnection().unwrap(PGConnection.class);
        statement.setArray(++bound, connection.createArrayOf("float4", values));
        return this;
    }

    Columns value(Object value) throws SQLException {
        statement.setObject(++bound, value);
        return this;
    }
}
