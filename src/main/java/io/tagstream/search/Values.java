package io.tagstream.search;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.postgresql.PGConnection;

/** Binds values to question marks, from the first one on. */
final class Values {

    private final PreparedStatement statement;
    private int bound;

    Values(PreparedStatement statement) {
        this.statement = statement;
    }

    /** Of a type that {@code setObject} takes, or an array of longs or strings. */
    Values value(Object value) throws SQLException {
        bound++;
        switch (value) {
            case long[] longs -> statement.setArray(bound, connection().createArrayOf("int8", longs));
            case String[] texts ->
                statement.setArray(bound, statement.getConnection().createArrayOf("text", texts));
            default -> statement.setObject(bound, value);
        }
        return this;
    }

    /** As an array of float4, in binary. */
    Values floats(float[] values) throws SQLException {
        statement.setArray(++bound, connection().createArrayOf("float4", values));
        return this;
    }

    Values all(Iterable<Object> values) throws SQLException {
        for (Object value : values) {
            value(value);
        }
        return this;
    }

    private PGConnection connection() throws SQLException {
        return statement.getConnection().unwrap(PGConnection.class);
    }
}
