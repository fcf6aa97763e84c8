package io.tagstream.likeness;

import io.tagstream.clip.Embedding;
import io.tagstream.decode.PictureCells;
import io.tagstream.likeness.Fingerprint.Shot;
import io.tagstream.photo.ContentHash;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads from the catalog what is compared. */
final class FingerprintTable {

    /** Embeddings in PostgreSQL's binary form of an array, whatever the column's type. */
    private static final String SELECT = """
            select e.photo_no, p.content_sha256, coalesce(p.perceptual_hash, 0), p.width, p.height, p.taken_at,
                   concat_ws(' ', p.camera_make, p.camera_model), array_send(e.embedding::float4[]), e.embedding_no,
                   p.picture_cells
            from embeddings e
                     join photos p on p.photo_no = e.photo_no and p.status = 'catalogued' and p.width > 0 and p.height > 0
            """;

    private static final String AFTER = SELECT + """
            where e.model_no = ? and e.embedding_no > ? and e.embedding_no <= ?
            order by e.embedding_no limit ?
            """;

    private static final String OF_PHOTOS = SELECT + "where e.model_no = ? and e.photo_no = any (?::int8[])";

    /** Of each content, the photo of the lowest number. */
    private static final String FIRSTS = """
            select distinct on (p.content_sha256) p.content_sha256, p.photo_no
            from photos p join embeddings e on e.photo_no = p.photo_no and e.model_no = ?
            where p.status = 'catalogued' and p.content_sha256 = any (?::bytea[])
            order by p.content_sha256, p.photo_no
            """;

    private static final String HASHES = """
            select min(p.photo_no), p.perceptual_hash
            from embeddings e join photos p on p.photo_no = e.photo_no and p.status = 'catalogued'
            where e.model_no = ? and e.embedding_no <= ? and p.perceptual_hash <> 0
            group by p.content_sha256, p.perceptual_hash
            order by 1
            """;

    /** Of a block of hashes, in which they are fetched. */
    private static final int FETCHED = 10_000;

    /** Of an array in binary: dimensions, whether there are nulls, element type, then length and lower bound. */
    private static final int HEADER = 5 * Integer.BYTES;

    /** An element has its length before it. */
    private static final int ELEMENT = Integer.BYTES + Float.BYTES;

    private FingerprintTable() {}

    /**
     * Photos by the number of their embedding.
     *
     * @param last what was looked at, whether or not the last of the photos has that number
     */
    record Batch(List<Fingerprint> photos, long last) {}

    /** At most so many, in order; with a last number beyond which is the next batch. */
    static Batch after(Connection connection, int model, long after, long through, int most) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(AFTER)) {
            new Values(statement).value(model).value(after).value(through).value(most);
            List<Fingerprint> photos = new ArrayList<>();
            long last = through;
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    photos.add(fingerprint(row));
                    last = row.getLong(9);
                }
            }
            return new Batch(photos, photos.size() < most ? through : last);
        }
    }

    /** Those of the photos that are catalogued and have an embedding of the model, by number. */
    static Map<Long, Fingerprint> of(Connection connection, int model, Collection<Long> photos) throws SQLException {
        if (photos.isEmpty()) {
            return Map.of();
        }
        try (PreparedStatement statement = connection.prepareStatement(OF_PHOTOS)) {
            new Values(statement).value(model).numbers(photos);
            Map<Long, Fingerprint> found = HashMap.newHashMap(photos.size());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    found.put(row.getLong(1), fingerprint(row));
                }
            }
            return found;
        }
    }

    /** The first photo of each content. */
    static Map<ContentHash, Long> firsts(Connection connection, int model, Collection<ContentHash> contents)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(FIRSTS)) {
            new Values(statement).value(model).column("bytea", contents, ContentHash::bytes);
            Map<ContentHash, Long> firsts = new HashMap<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    firsts.put(ContentHash.ofDigest(row.getBytes(1)), row.getLong(2));
                }
            }
            return firsts;
        }
    }

    /** The hash of the first photo of each content, of those that were looked at; in a transaction, or all is read at once. */
    static void addHashes(Connection connection, int model, long through, HashScan scan) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(HASHES)) {
            statement.setFetchSize(FETCHED);
            new Values(statement).value(model).value(through);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    scan.add(row.getLong(1), row.getLong(2));
                }
            }
        }
    }

    private static Fingerprint fingerprint(ResultSet row) throws SQLException {
        LocalDateTime taken = row.getObject(6, LocalDateTime.class);
        String camera = row.getString(7);
        return new Fingerprint(
                row.getLong(1),
                ContentHash.ofDigest(row.getBytes(2)),
                row.getLong(3),
                Optional.ofNullable(row.getBytes(10)).map(PictureCells::ofBytes),
                row.getInt(4),
                row.getInt(5),
                taken == null || camera.isEmpty() ? Optional.empty() : Optional.of(new Shot(taken, camera)),
                embedding(row.getBytes(8)));
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
