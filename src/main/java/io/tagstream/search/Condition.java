package io.tagstream.search;

import java.util.List;

/**
 * A condition on rows of {@code photos p}, to be put after {@code where}.
 *
 * @param sql with a question mark for each value; {@code true} restricts nothing
 * @param values in the order of the question marks, of types that {@code PreparedStatement.setObject} takes; strings for text[]
 *     parameters are given as {@code String[]}
 */
public record Condition(String sql, List<Object> values) {

    public static final Condition NONE = new Condition("true", List.of());

    public Condition {
        values = List.copyOf(values);
    }

    public boolean restricts() {
        return !equals(NONE);
    }
}
