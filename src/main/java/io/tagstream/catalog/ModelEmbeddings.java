package io.tagstream.catalog;

import io.tagstream.clip.Embedding;
import io.tagstream.failure.FailureCode;
import io.tagstream.photo.ContentHash;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which photos a release's model has not looked at yet, and what became of looking: embeddings beside those of other models, or failures.
 * Whoever stores holds the photos' chunks.
 */
public final class ModelEmbeddings {

    /**
     * A photo that is catalogued.
     *
     * @param number its photo_no
     * @param source where its bytes were fetched from
     */
    public record Photo(long number, String id, Optional<String> source, ContentHash content) {}

    /** A photo that was looked at, and what the model made of it. */
    public record Seen(Photo photo, Embedding embedding) {}

    /** A photo that could not be looked at. */
    public record Unseen(Photo photo, FailureCode code, String detail) {}

    /** MODEL, RELEASE, FIRST and LAST stand for numbers; the failure of another picture is none. */
    private static final String TO_SEE = """
            from photos p
            where p.status = 'catalogued' and p.photo_no between FIRST and LAST
              and not exists (select from embeddings e where e.photo_no = p.photo_no and e.model_no = MODEL)
              and not exists (select from embed_failures f
                              where f.release_no = RELEASE and f.photo_no = p.photo_no and f.content_sha256 = p.content_sha256)
            """;

    /** Failures that still are one. */
    private static final String FAILED = """
            from embed_failures f
                     join photos p on p.photo_no = f.photo_no and p.status = 'catalogued' and p.content_sha256 = f.content_sha256
            where f.release_no = RELEASE and f.photo_no between FIRST and LAST
              and not exists (select from embeddings e where e.photo_no = f.photo_no and e.model_no = MODEL)
            """;

    /** As it is in {@link EmbeddingTable}; photos that have another picture by now, or an embedding, are left out. */
    private static final String INSERT = """
            insert into embeddings (photo_no, model_no, embedding)
            select p.photo_no, ?, (vectors.floats)[(row - 1) * dimensions + 1 : row * dimensions]::VECTOR
            from (select ?::float4[] as floats, ?::int4 as dimensions) as vectors,
                 unnest(?::int8[], ?::bytea[]) with ordinality as batch (photo_no, content, row),
                 photos p
            where p.photo_no = batch.photo_no and p.status = 'catalogued' and p.content_sha256 = batch.content
            on conflict (photo_no, model_no) do nothing
            """;

    private static final String INSERT_FAILURES = """
            insert into embed_failures (release_no, photo_no, content_sha256, code, detail)
            select ?, * from unnest(?::int8[], ?::bytea[], ?::text[], ?::text[])
            on conflict (release_no, photo_no) do update set
                content_sha256 = excluded.content_sha256, code = excluded.code, detail = excluded.detail, failed_at = now()
            """;

    private static final String FORGET_FAILURES = "delete from embed_failures where release_no = ?";

    private static final String MODEL = "select model_no from models where digest = ?";

    /** No release, no failures. */
    private static final int NO_RELEASE = 0;

    private final int release;
    private final int model;

    /** For what is to be done for one release. */
    public ModelEmbeddings(Release release) {
        this(release.number(), release.model());
    }

    private ModelEmbeddings(int release, int model) {
        this.release = release;
        this.model = model;
    }

    /** For a model before there is a release of it, perhaps one that the catalog has never met. */
    public static ModelEmbeddings ofModel(Connection connection, String digest) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(MODEL)) {
            statement.setString(1, digest);
            try (ResultSet row = statement.executeQuery()) {
                return new ModelEmbeddings(NO_RELEASE, row.next() ? row.getInt(1) : NO_RELEASE);
            }
        }
    }

    /** What is left to do, as a query of photo_nos. */
    public String toSee() {
        return "select p.photo_no " + sql(TO_SEE, 0, Long.MAX_VALUE);
    }

    /** What failed, as a query of photo_nos. */
    public String failed() {
        return "select f.photo_no " + sql(FAILED, 0, Long.MAX_VALUE);
    }

    /** How many photos are left to look at; failures are not. */
    public long countToSee(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                        connection.prepareStatement("select count(*) " + sql(TO_SEE, 0, Long.MAX_VALUE));
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /** The photos left to look at between two numbers, ends included. */
    public List<Photo> toSee(Connection connection, long first, long last, int limit) throws SQLException {
        return photos(connection, sql(TO_SEE, first, last) + " order by p.photo_no limit " + limit);
    }

    /** Some photos left to look at, from all over the catalog. */
    public List<Photo> sampleToSee(Connection connection, int limit) throws SQLException {
        return photos(connection, sql(TO_SEE, 0, Long.MAX_VALUE) + " order by hashint8(p.photo_no) limit " + limit);
    }

    private static List<Photo> photos(Connection connection, String rest) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                        "select p.photo_no, p.photo_id, p.source_uri, p.content_sha256 " + rest);
                ResultSet row = statement.executeQuery()) {
            List<Photo> photos = new ArrayList<>();
            while (row.next()) {
                photos.add(new Photo(
                        row.getLong(1),
                        row.getString(2),
                        Optional.ofNullable(row.getString(3)),
                        ContentHash.ofDigest(row.getBytes(4))));
            }
            return photos;
        }
    }

    /** How many photos failed, by code. */
    public SortedMap<String, Long> failures(Connection connection) throws SQLException {
        SortedMap<String, Long> failures = new TreeMap<>();
        try (PreparedStatement statement = connection.prepareStatement(
                        "select f.code, count(*) " + sql(FAILED, 0, Long.MAX_VALUE) + " group by f.code");
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                failures.put(row.getString(1), row.getLong(2));
            }
        }
        return failures;
    }

    /** The numbers of the photos that failed between two numbers, ends included, in ascending order. */
    public long[] failed(Connection connection, long first, long last) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                        "select f.photo_no " + sql(FAILED, first, last) + " order by f.photo_no");
                ResultSet row = statement.executeQuery()) {
            List<Long> numbers = new ArrayList<>();
            while (row.next()) {
                numbers.add(row.getLong(1));
            }
            return numbers.stream().mapToLong(Long::longValue).toArray();
        }
    }

    /** Stores embeddings of photos that still are what was looked at. */
    public void store(Connection connection, List<Seen> photos) throws SQLException {
        if (photos.isEmpty()) {
            return;
        }
        // Who reads what is new by embedding_no relies on it: a transaction has its number before its embeddings have.
        try (Statement statement = connection.createStatement()) {
            statement.execute("select pg_current_xact_id()");
        }
        List<Embedding> embeddings = photos.stream().map(Seen::embedding).toList();
        String vector = EmbeddingTable.columnType(connection);
        try (PreparedStatement statement = connection.prepareStatement(INSERT.replace("VECTOR", vector))) {
            new Columns(statement)
                    .value(model)
                    .floats(EmbeddingTable.flat(embeddings))
                    .value(embeddings.getFirst().dimensions())
                    .column("int8", photos, seen -> seen.photo().number())
                    .column("bytea", photos, seen -> seen.photo().content().bytes());
            statement.executeUpdate();
        }
    }

    /** Keeps why photos could not be looked at. */
    public void fail(Connection connection, List<Unseen> photos) throws SQLException {
        if (photos.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(INSERT_FAILURES)) {
            new Columns(statement)
                    .value(release)
                    .column("int8", photos, unseen -> unseen.photo().number())
                    .column("bytea", photos, unseen -> unseen.photo().content().bytes())
                    .column("text", photos, unseen -> unseen.code().name())
                    .column("text", photos, unseen -> new Outcome.Rejection(unseen.code(), unseen.detail()).detail());
            statement.executeUpdate();
        }
    }

    /** So that they are tried again. */
    public void forgetFailures(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(FORGET_FAILURES)) {
            statement.setInt(1, release);
            statement.executeUpdate();
        }
    }

    private String sql(String text, long first, long last) {
        return text.replace("MODEL", Integer.toString(model))
                .replace("RELEASE", Integer.toString(release))
                .replace("FIRST", Long.toString(first))
                .replace("LAST", Long.toString(last));
    }
}
