package io.tagstream.likeness;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Binds values to question marks, from the first one on. */
final class Values {

    private final PreparedStatement statement;
    private int bound;

    Values(PreparedStatement statement) {
        this.statement = statement;
    }

    Values value(Object value) throws SQLException {
        statement.setObject(++bound, value);
        return this;
    }

    /** A text, or null. */
    Values text(Optional<String> text) throws SQLException {
        statement.setString(++bound, text.orElse(null));
        return this;
    }

    Values numbers(Collection<Long> numbers) throws SQLException {
        return column("int8", numbers, number -> number);
    }

    /** As an array of that type, an element for each row. */
    <T> Values column(String type, Collection<T> rows, Function<T, @Nullable Object> value) throws SQLException {
        Object[] array = type.equals("bytea")
                ? rows.stream().map(value).toArray(byte[][]::new)
                : rows.stream().map(value).toArray();
        statement.setArray(++bound, statement.getConnection().createArrayOf(type, array));
        return this;
    }
}
