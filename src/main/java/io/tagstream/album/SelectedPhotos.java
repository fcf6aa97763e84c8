package io.tagstream.album;

import io.tagstream.catalog.Release;
import io.tagstream.clip.Embedding;
import io.tagstream.search.Selections.Selection;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a selection: embeddings of the model in force and tags of the release in force. */
final class SelectedPhotos {

    private static final String KNOWN = """
            select t.tag_no, t.tag_id, tt.name, a.ancestor_no
            from taxonomy_tags tt
                     join tags t on t.tag_no = tt.tag_no
                     join tag_ancestors a on a.version_no = tt.version_no and a.tag_no = tt.tag_no
            where tt.version_no = ?
            """;

    /** Of a float4[] in PostgreSQL's binary form: before the elements, and before each. */
    private static final int HEADER = 5 * Integer.BYTES;

    private static final int ELEMENT = Integer.BYTES + Float.BYTES;
    private static final int FETCH = 1_000;

    private final Connection connection;
    private final Release release;
    private final List<Object> values;
    private final String from;

    /** @param connection in a transaction, so that rows are fetched a thousand at a time */
    SelectedPhotos(Connection connection, Selection selection) {
        this.connection = connection;
        this.release = selection.release();
        this.values = selection.condition().values();
        this.from = """
                from photos p
                         join embeddings e on e.photo_no = p.photo_no and e.model_no = %d
                where p.status = 'catalogued' and (%s)
                """.formatted(release.model(), selection.condition().sql());
    }

    /** How many there are, counted up to one more than these. */
    int count(int most) throws SQLException {
        try (PreparedStatement statement =
                prepare("select count(*) from (select 1 %s limit %d) as bounded".formatted(from, most + 1L))) {
            bind(statement, 0);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    /** By id, whatever their numbers are. */
    List<SelectedPhoto> read() throws SQLException {
        Map<Long, Set<Integer>> tags = tags();
        try (PreparedStatement statement = prepare("""
                select p.photo_no, p.photo_id, p.taken_at, array_send(e.embedding::float4[])
                %s
                order by p.photo_id collate "C"
                """.formatted(from))) {
            bind(statement, 0);
            List<SelectedPhoto> photos = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    photos.add(new SelectedPhoto(
                            row.getString(2),
                            Optional.ofNullable(row.getObject(3, LocalDateTime.class)),
                            embedding(row.getBytes(4)),
                            tags.getOrDefault(row.getLong(1), Set.of())));
                }
            }
            return photos;
        }
    }

    String modelName() throws SQLException {
        try (PreparedStatement statement = prepare("select name from models where model_no = ?")) {
            statement.setInt(1, release.model());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    List<KnownTag> knownTags() throws SQLException {
        Map<Integer, KnownTag> known = new HashMap<>();
        try (PreparedStatement statement = prepare(KNOWN)) {
            statement.setInt(1, release.version());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    int number = row.getInt(1);
                    KnownTag tag = known.get(number);
                    if (tag == null) {
                        tag = new KnownTag(number, row.getString(2), row.getString(3), new HashSet<>());
                        known.put(number, tag);
                    }
                    if (row.getInt(4) != number) {
                        tag.above().add(row.getInt(4));
                    }
                }
            }
        }
        return List.copyOf(known.values());
    }

    private Map<Long, Set<Integer>> tags() throws SQLException {
        Map<Long, Set<Integer>> tags = new HashMap<>();
        try (PreparedStatement statement = prepare("""
                select distinct pt.photo_no, a.ancestor_no
                from photo_tags pt
                         join tag_ancestors a on a.version_no = ? and a.tag_no = pt.tag_no
                where pt.release_no = ? and pt.photo_no in (select p.photo_no %s)
                """.formatted(from))) {
            statement.setInt(1, release.version());
            statement.setInt(2, release.number());
            bind(statement, 2);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    tags.computeIfAbsent(row.getLong(1), _ -> new HashSet<>()).add(row.getInt(2));
                }
            }
        }
        return tags;
    }

    private PreparedStatement prepare(String sql) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setFetchSize(FETCH);
        return statement;
    }

    private void bind(PreparedStatement statement, int before) throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            statement.setObject(before + i + 1, values.get(i));
        }
    }

    private static Embedding embedding(byte[] field) {
        float[] values = new float[(field.length - HEADER) / ELEMENT];
        ByteBuffer buffer = ByteBuffer.wrap(field);
        for (int d = 0; d < values.length; d++) {
            values[d] = buffer.getFloat(HEADER + d * ELEMENT + Integer.BYTES);
        }
        return new Embedding(values);
    }
}
