package io.tagstream.catalog;

import io.tagstream.catalog.Outcome.Tagged;
import io.tagstream.catalog.PhotoTable.Stored;
import io.tagstream.clip.Embedding;
import io.tagstream.photo.PhotoId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The embeddings table, whose vector is halfvec or real[] as the migration found it. */
final class EmbeddingTable {

    /** Of all models: those of another one are of another picture. */
    private static final String DELETE = "delete from embeddings where photo_no = any (?::int8[])";

    /** All vectors travel as one flat float32 array, in binary; VECTOR stands for the column's type. */
    private static final String INSERT = """
            insert into embeddings (photo_no, model_no, embedding)
            select photo_no, ?, (vectors.floats)[(row - 1) * dimensions + 1 : row * dimensions]::VECTOR
            from (select ?::float4[] as floats, ?::int4 as dimensions) as vectors,
                 unnest(?::int8[]) with ordinality as batch (photo_no, row)
            """;

    private static final String TYPE = """
            select format_type(atttypid, null) from pg_attribute
            where attrelid = 'embeddings'::regclass and attname = 'embedding'
            """;

    private static final String OF_PHOTO = "select model_no, embedding::float4[] from embeddings where photo_no = ?";

    private EmbeddingTable() {}

    static void delete(Connection connection, Collection<Long> photos) throws SQLException {
        if (!photos.isEmpty()) {
            try (PreparedStatement statement = connection.prepareStatement(DELETE)) {
                new Columns(statement).column("int8", photos, photo -> photo);
                statement.executeUpdate();
            }
        }
    }

    /** Stores embeddings of photos that have none; all are of one model. */
    static void insert(Connection connection, List<Tagged> photos, Map<PhotoId, Stored> stored, int model)
            throws SQLException {
        if (photos.isEmpty()) {
            return;
        }
        List<Embedding> embeddings = photos.stream().map(Tagged::embedding).toList();
        try (PreparedStatement statement =
                connection.prepareStatement(INSERT.replace("VECTOR", columnType(connection)))) {
            new Columns(statement)
                    .value(model)
                    .floats(flat(embeddings))
                    .value(embeddings.getFirst().dimensions())
                    .column("int8", photos, tagged -> stored.get(tagged.upload().id())
                            .number());
            statement.executeUpdate();
        }
    }

    /** One after another, as {@link Columns#floats} takes them; at least one, all of one model. */
    static float[] flat(List<Embedding> embeddings) {
        int dimensions = embeddings.getFirst().dimensions();
        float[] floats = new float[embeddings.size() * dimensions];
        for (int row = 0; row < embeddings.size(); row++) {
            System.arraycopy(embeddings.get(row).values(), 0, floats, row * dimensions, dimensions);
        }
        return floats;
    }

    /** A photo's embeddings by the number of their model. */
    static Map<Integer, Embedding> of(Connection connection, long photo) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(OF_PHOTO)) {
            statement.setLong(1, photo);
            Map<Integer, Embedding> embeddings = new HashMap<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    embeddings.put(
                            row.getInt(1), embedding((Float[]) row.getArray(2).getArray()));
                }
            }
            return embeddings;
        }
    }

    private static Embedding embedding(Float[] boxed) {
        float[] values = new float[boxed.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = boxed[i];
        }
        return new Embedding(values);
    }

    static EmbeddingForm form(Connection connection) throws SQLException {
        return EmbeddingForm.ofColumn(columnType(connection));
    }

    /** {@code halfvec} or {@code real[]}: asked each time, since it costs 0.1 ms a batch and a cache could outlive a restore. */
    static String columnType(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(TYPE)) {
            result.next();
            return result.getString(1);
        }
    }
}
