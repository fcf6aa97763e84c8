package io.tagstream.catalog;

import io.tagstream.catalog.Outcome.Tagged;
import io.tagstream.catalog.PhotoTable.Stored;
import io.tagstream.photo.PhotoId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The embeddings table, whose vector is halfvec or real[] as the migration found it. */
final class EmbeddingTable {

    private static final String DELETE = "delete from embeddings where photo_no = any (?::int8[])";

    /** All vectors travel as one flat float32 array, in binary; VECTOR stands for the column's type. */
    private static final String UPSERT = """
            insert into embeddings (photo_no, model_no, embedding)
            select photo_no, model_no, (vectors.floats)[(row - 1) * dimensions + 1 : row * dimensions]::VECTOR
            from (select ?::float4[] as floats, ?::int4 as dimensions) as vectors,
                 unnest(?::int8[], ?::int4[]) with ordinality as batch (photo_no, model_no, row)
            on conflict (photo_no, model_no) do update set embedding = excluded.embedding, encoded_at = now()
            """;

    private static final String TYPE = """
            select format_type(atttypid, null) from pg_attribute
            where attrelid = 'embeddings'::regclass and attname = 'embedding'
            """;

    private EmbeddingTable() {}

    static void replace(
            Connection connection, List<Outcome> changed, Map<PhotoId, Stored> stored, References.Numbers numbers)
            throws SQLException {
        List<Stored> gone = changed.stream()
                .filter(outcome -> !(outcome instanceof Tagged))
                .map(outcome -> stored.get(PhotoTable.idOf(outcome)))
                .filter(row -> !row.isNew())
                .toList();
        if (!gone.isEmpty()) {
            try (PreparedStatement statement = connection.prepareStatement(DELETE)) {
                new Columns(statement).column("int8", gone, Stored::number);
                statement.executeUpdate();
            }
        }
        // A worker has one model, so one batch has one number of dimensions; during a change of model there may be two.
        Map<Integer, List<Tagged>> byDimensions = changed.stream()
                .filter(Tagged.class::isInstance)
                .map(Tagged.class::cast)
                .collect(Collectors.groupingBy(tagged -> tagged.embedding().dimensions()));
        for (var group : byDimensions.entrySet()) {
            upsert(connection, group.getKey(), group.getValue(), stored, numbers);
        }
    }

    private static void upsert(
            Connection connection,
            int dimensions,
            List<Tagged> rows,
            Map<PhotoId, Stored> stored,
            References.Numbers numbers)
            throws SQLException {
        float[] floats = new float[rows.size() * dimensions];
        for (int row = 0; row < rows.size(); row++) {
            System.arraycopy(rows.get(row).embedding().values(), 0, floats, row * dimensions, dimensions);
        }
        try (PreparedStatement statement =
                connection.prepareStatement(UPSERT.replace("VECTOR", columnType(connection)))) {
            new Columns(statement)
                    .floats(floats)
                    .value(dimensions)
                    .column("int8", rows, tagged -> stored.get(tagged.upload().id())
                            .number())
                    .column(
                            "int4",
                            rows,
                            tagged -> numbers.model(tagged.tagging().release().modelDigest()));
            statement.executeUpdate();
        }
    }

    /** {@code halfvec} or {@code real[]}: asked each time, since it costs 0.1 ms a batch and a cache could outlive a restore. */
    private static String columnType(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(TYPE)) {
            result.next();
            return result.getString(1);
        }
    }
}
