package io.tagstream.search;

import io.tagstream.catalog.EmbeddingForm;
import io.tagstream.catalog.ModelRegistry;
import io.tagstream.catalog.ReleaseStore;
import io.tagstream.catalog.Transactions;
import io.tagstream.clip.Embedding;
import io.tagstream.local.LocalDatabase;
import io.tagstream.search.NearestPhotos.Answer;
import io.tagstream.search.NearestPhotos.Hit;
import io.tagstream.search.NearestPhotos.Question;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.LongPredicate;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.postgresql.PGConnection;
import org.postgresql.ds.PGSimpleDataSource;

/** A catalog of points in a database of its own, which knows itself what is nearest: the measure for whatever finds photos. */
final class SearchCatalog {

    static final int DIMENSIONS = 24;

    private static final int CLUSTERS = 40;
    private static final String TEMPLATE = "migrated";

    private final DataSource dataSource;
    private final EmbeddingForm form;
    private final Random random = new Random(11);
    private final List<float[]> centres = new ArrayList<>();
    private final Map<Long, Embedding> photos = new HashMap<>();
    private final int model;
    private int uploads;

    /** Of a server, which gets another database for it. */
    SearchCatalog(LocalDatabase server, String name) {
        this(copy(server, name));
    }

    private SearchCatalog(DataSource dataSource) {
        this.dataSource = dataSource;
        this.form = new ReleaseStore(dataSource).embeddingForm();
        this.model = live("model");
        execute("insert into event_logs (topic, topic_id, partition) values ('t', gen_random_uuid(), 0)");
        for (int i = 0; i < CLUSTERS; i++) {
            centres.add(gaussian());
        }
    }

    /** Of one that is migrated once. */
    private static DataSource copy(LocalDatabase server, String name) {
        DataSource template = of(server, TEMPLATE);
        DataSource postgres = server.dataSource();
        if (number(postgres, "select count(*) from pg_database where datname = '%s'".formatted(TEMPLATE)) == 0) {
            execute(postgres, "create database " + TEMPLATE);
            Flyway.configure().dataSource(template).load().migrate();
        }
        execute(postgres, "create database %s template %s".formatted(name, TEMPLATE));
        return of(server, name);
    }

    private static DataSource of(LocalDatabase server, String database) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl("jdbc:postgresql://127.0.0.1:" + server.port() + "/" + database);
        dataSource.setUser("postgres");
        dataSource.setPassword("postgres");
        return dataSource;
    }

    DataSource dataSource() {
        return dataSource;
    }

    int model() {
        return model;
    }

    /** A model that photos are tagged with. */
    int live(String name) {
        new ModelRegistry(dataSource).register(name, name, DIMENSIONS, 100);
        execute("""
                insert into taxonomy_versions (taxonomy, version, definition) values ('t', 'v of NAME', '');
                insert into releases (name, taxonomy, version_no, model_no, state)
                select 'NAME', 't', max(version_no), max(model_no), 'complete' from taxonomy_versions, models
                """.replace("NAME", name));
        return (int) number("select max(model_no) from models");
    }

    /** A point near others. */
    Embedding point() {
        float[] values = gaussian();
        float[] centre = centres.get(random.nextInt(CLUSTERS));
        for (int d = 0; d < DIMENSIONS; d++) {
            values[d] = centre[d] + 0.4f * values[d];
        }
        return normalised(values);
    }

    private float[] gaussian() {
        float[] values = new float[DIMENSIONS];
        for (int d = 0; d < DIMENSIONS; d++) {
            values[d] = (float) random.nextGaussian();
        }
        return values;
    }

    private static Embedding normalised(float[] values) {
        double squares = 0;
        for (float value : values) {
            squares += value * value;
        }
        for (int d = 0; d < values.length; d++) {
            values[d] = (float) (values[d] / Math.sqrt(squares));
        }
        return new Embedding(values);
    }

    /** Stores photos that nobody has seen before, of somebody. */
    List<Long> add(int count, String owner) {
        List<Embedding> points = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            points.add(point());
        }
        return add(points, owner);
    }

    List<Long> add(List<Embedding> points, String owner) {
        return ask(connection -> add(connection, points, owner));
    }

    /** The same on a connection of the caller's, perhaps in a transaction that has yet to end. */
    List<Long> add(Connection connection, List<Embedding> points, String owner) throws SQLException {
        List<Long> numbers = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement("""
                insert into photos (photo_id, status, owner, content_sha256, log_no, event_offset, event_at)
                select 'photo-' || i, 'catalogued', ?, sha256(i::text::bytea), 1, i, now() from generate_series(?, ?) as i
                returning photo_no
                """)) {
            new Values(statement).value(owner).value(uploads + 1).value(uploads + points.size());
            uploads += points.size();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    numbers.add(row.getLong(1));
                }
            }
        }
        embed(connection, numbers, points, model);
        return numbers;
    }

    /** Gives photos an embedding of a model. */
    void embed(Connection connection, List<Long> numbers, List<Embedding> points, int ofModel) throws SQLException {
        String sql = "insert into embeddings (photo_no, model_no, embedding) values (?, ?, ?::float4[]::%s)"
                .formatted(form == EmbeddingForm.HALF ? "halfvec" : "real[]");
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < numbers.size(); i++) {
                statement.setLong(1, numbers.get(i));
                statement.setInt(2, ofModel);
                statement.setArray(
                        3,
                        connection
                                .unwrap(PGConnection.class)
                                .createArrayOf("float4", points.get(i).values()));
                statement.addBatch();
                if (ofModel == model) {
                    photos.put(numbers.get(i), form.asStored(points.get(i)));
                }
            }
            statement.executeBatch();
        }
    }

    /** As the catalog does with a new picture: the embedding is another one. */
    void replace(long photo, Embedding point) {
        execute("delete from embeddings where photo_no = " + photo);
        ask(connection -> {
            embed(connection, List.of(photo), List.of(point), model);
            return photo;
        });
    }

    void delete(long photo) {
        execute(
                "delete from embeddings where photo_no = %1$d; update photos set status = 'deleted' where photo_no = %1$d"
                        .formatted(photo));
        photos.remove(photo);
    }

    /** All photos by how near they are, compared here, in the order of an answer. */
    List<Hit> exact(Embedding point, LongPredicate isAskedFor) {
        Embedding asStored = form.asStored(point);
        return photos.entrySet().stream()
                .filter(photo -> isAskedFor.test(photo.getKey()))
                .map(photo -> new Hit(photo.getKey(), asStored.cosine(photo.getValue())))
                .sorted(Comparator.comparingDouble(Hit::cosine).reversed().thenComparing(Hit::photo))
                .toList();
    }

    List<Long> photos() {
        return photos.keySet().stream().sorted().toList();
    }

    static Question question(SearchCatalog catalog, Embedding point, int limit) {
        return new Question(point, catalog.model, Condition.NONE, limit, Optional.empty(), -1);
    }

    static Question with(Question question, Condition condition) {
        return new Question(
                question.point(), question.model(), condition, question.limit(), question.after(), question.floor());
    }

    static Question after(Question question, Answer answer) {
        return new Question(
                question.point(),
                question.model(),
                question.condition(),
                question.limit(),
                Optional.of(answer.hits().getLast()),
                question.floor());
    }

    static Condition owner(String owner) {
        return new Condition("p.owner = ?", List.of(owner));
    }

    void execute(String sql) {
        execute(dataSource, sql);
    }

    private static void execute(DataSource dataSource, String sql) {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    long number(String sql) {
        return number(dataSource, sql);
    }

    private static long number(DataSource dataSource, String sql) {
        return Long.parseLong(text(dataSource, sql));
    }

    String text(String sql) {
        return text(dataSource, sql);
    }

    private static String text(DataSource dataSource, String sql) {
        return Transactions.ask(dataSource, connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(sql)) {
                row.next();
                return row.getString(1);
            }
        });
    }

    private <T> T ask(Transactions.Work<T> work) {
        return Transactions.ask(dataSource, work);
    }
}
