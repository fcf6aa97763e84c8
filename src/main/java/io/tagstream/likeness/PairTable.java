package io.tagstream.likeness;

import io.tagstream.likeness.Grouping.Pair;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The likenesses table. */
final class PairTable {

    /** Pairs whose photos' bytes are equal need no second look; of others, both ends are told. */
    private static final String PARTNERS = """
            select l.photo_a, l.photo_b
            from (select photo_a, photo_b, kind from likenesses where photo_a = any (?::int8[])
                  union select photo_a, photo_b, kind from likenesses where photo_b = any (?::int8[])) l
                     join photos a on a.photo_no = l.photo_a
                     join photos b on b.photo_no = l.photo_b
            where l.kind <> 'same-file' or a.content_sha256 is distinct from b.content_sha256
            """;

    private static final String AMONG = """
            select photo_a, photo_b, kind, hash_distance, cosine from likenesses
            where photo_a = any (?::int8[]) and photo_b = any (?::int8[])
            """;

    /** Until the end of the transaction they stay: so what refers to them can be written. In one order, since others wait. */
    private static final String ALIVE = """
            select photo_no from embeddings where model_no = ? and photo_no = any (?::int8[]) order by photo_no for key share
            """;

    private static final String UPSERT = """
            insert into likenesses as l (photo_a, photo_b, model_no, kind, hash_distance, cosine)
            select photo_a, photo_b, ?, kind, hash_distance, cosine
            from unnest(?::int8[], ?::int8[], ?::text[], ?::int2[], ?::float4[])
                     as found (photo_a, photo_b, kind, hash_distance, cosine)
            order by photo_a, photo_b
            on conflict (photo_a, photo_b) do update
            set model_no = excluded.model_no, kind = excluded.kind, hash_distance = excluded.hash_distance,
                cosine = excluded.cosine
            where (l.model_no, l.kind, l.hash_distance, l.cosine)
                      is distinct from (excluded.model_no, excluded.kind, excluded.hash_distance, excluded.cosine)
            """;

    private static final String DELETE = """
            delete from likenesses l using unnest(?::int8[], ?::int8[]) as wrong (photo_a, photo_b)
            where l.photo_a = wrong.photo_a and l.photo_b = wrong.photo_b
            """;

    private static final String NEIGHBOURS = """
            select photo_b from likenesses where photo_a = any (?::int8[])
            union select photo_a from likenesses where photo_b = any (?::int8[])
            """;

    private PairTable() {}

    /** Two photos, the one of the lower number first. */
    record Ends(long a, long b) {

        static Ends of(long one, long other) {
            return new Ends(Math.min(one, other), Math.max(one, other));
        }
    }

    /** Pairs of these photos that may hold no more. */
    static Set<Ends> toVerify(Connection connection, Collection<Long> photos) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(PARTNERS)) {
            new Values(statement).numbers(photos).numbers(photos);
            Set<Ends> pairs = new HashSet<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    pairs.add(new Ends(row.getLong(1), row.getLong(2)));
                }
            }
            return pairs;
        }
    }

    /** Whoever is in a pair with one of these photos. */
    static Set<Long> neighbours(Connection connection, Collection<Long> photos) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(NEIGHBOURS)) {
            new Values(statement).numbers(photos).numbers(photos);
            return numbers(statement);
        }
    }

    static List<Pair> among(Connection connection, Collection<Long> photos) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(AMONG)) {
            new Values(statement).numbers(photos).numbers(photos);
            List<Pair> pairs = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    pairs.add(new Pair(
                            row.getLong(1),
                            row.getLong(2),
                            LikenessKind.ofColumn(row.getString(3)),
                            Optional.ofNullable(row.getObject(4, Integer.class)),
                            row.getDouble(5)));
                }
            }
            return pairs;
        }
    }

    /** Which of the photos have an embedding; they keep it until this transaction ends. */
    static Set<Long> held(Connection connection, int model, Collection<Long> photos) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ALIVE)) {
            new Values(statement).value(model).numbers(photos);
            return numbers(statement);
        }
    }

    /** Writes pairs whose photos are held. */
    static void write(Connection connection, int model, Collection<Pair> pairs) throws SQLException {
        Map<Ends, Pair> byEnds = HashMap.newHashMap(pairs.size());
        pairs.forEach(pair -> byEnds.put(Ends.of(pair.a(), pair.b()), pair));
        Collection<Map.Entry<Ends, Pair>> rows = byEnds.entrySet();
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(UPSERT)) {
            new Values(statement)
                    .value(model)
                    .column("int8", rows, row -> row.getKey().a)
                    .column("int8", rows, row -> row.getKey().b)
                    .column("text", rows, row -> row.getValue().kind().word())
                    .column("int2", rows, row -> row.getValue().hashDistance().orElse(null))
                    .column("float4", rows, row -> (float) row.getValue().cosine());
            statement.executeUpdate();
        }
    }

    static void delete(Connection connection, Collection<Ends> pairs) throws SQLException {
        if (!pairs.isEmpty()) {
            try (PreparedStatement statement = connection.prepareStatement(DELETE)) {
                new Values(statement).column("int8", pairs, Ends::a).column("int8", pairs, Ends::b);
                statement.executeUpdate();
            }
        }
    }

    static Set<Long> numbers(PreparedStatement statement) throws SQLException {
        Set<Long> numbers = new HashSet<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                numbers.add(row.getLong(1));
            }
        }
        return numbers;
    }
}
