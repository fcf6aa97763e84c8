package io.tagstream.catalog;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tagstream.catalog.Outcome.Deleted;
import io.tagstream.catalog.Outcome.Tagged;
import io.tagstream.clip.Embedding;
import io.tagstream.decode.Exif;
import io.tagstream.local.EmbeddedDatabase;
import io.tagstream.local.LocalDatabase;
import io.tagstream.photo.ContentHash;
import io.tagstream.photo.EventLog;
import io.tagstream.photo.EventPosition;
import io.tagstream.photo.PhotoId;
import io.tagstream.photo.PhotoUpload;
import io.tagstream.publish.CloudEventAnnouncer;
import io.tagstream.tagging.ReleaseId;
import io.tagstream.taxonomy.TaxonomyYaml;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** A catalog in a real database, and a model whose space has four dimensions: dog, cat, sea, and nothing in particular. */
public final class SmallCatalog implements AutoCloseable {

    /** Dog and cat exclude each other; the sea may be with either. */
    public static final String PETS = """
            name: pets
            background: [nothing]
            facets:
              - id: pet
                kind: one-of
                tags: [dog, cat]
              - id: scene
                kind: any-of
                tags: [sea]
            """;

    /** A dog is a hound as well. */
    public static final String PETS_WITH_HOUND = PETS.replace("[sea]", "[sea, {id: hound, words: [hunting dog]}]");

    public static final String MODEL = digest("four dimensions");
    static final String OTHER_MODEL = digest("four others");
    static final ObjectMapper JSON = JsonMapper.builder()
            .findAndAddModules()
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    final CloudEventAnnouncer announcer = new CloudEventAnnouncer(JSON);
    private final LocalDatabase database;
    private long offset;

    /** Migrated, and otherwise empty. */
    public SmallCatalog(Path directory) {
        this(new EmbeddedDatabase(directory));
    }

    /** The same in a database, which is closed with it. */
    public SmallCatalog(LocalDatabase database) {
        this.database = database;
        Flyway.configure().dataSource(dataSource()).load().migrate();
        ModelRegistry models = new ModelRegistry(dataSource());
        models.register(MODEL, "four", 4, 100);
        models.register(OTHER_MODEL, "other", 4, 100);
    }

    /** Empties it again; the models stay. */
    void clear() {
        Transactions.ask(dataSource(), connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.execute(
                        "truncate photos, photo_tags, photo_changes, tags, taxonomy_versions, taxonomies, releases,"
                                + " fittings, outbox, rejections, event_logs restart identity cascade");
            }
        });
    }

    public DataSource dataSource() {
        return database.dataSource();
    }

    public String jdbcUrl() {
        return database.jdbcUrl();
    }

    public ReleaseStore releases() {
        return new ReleaseStore(dataSource());
    }

    Catalog catalog() {
        return new Catalog(dataSource(), announcer);
    }

    public Corrections corrections() {
        return new Corrections(dataSource(), new ReleaseLoader(dataSource()), announcer);
    }

    /** Makes a release live, with its labels. */
    public Release release(String yaml, String model) {
        var taxonomy = TaxonomyYaml.read("test.yaml", yaml.getBytes(StandardCharsets.UTF_8));
        var version = new VersionStore(dataSource())
                .store(taxonomy, Optional.of("ann"), Optional.empty())
                .version();
        Release release = releases().create(new ReleaseId(version, model, Optional.empty()), Optional.of("ann"));
        new ReleaseLoader(dataSource()).load(release, SmallCatalog::texts);
        return release;
    }

    /** Makes a release live, complete, and the one in force. */
    public Release active(String yaml) {
        Release release = release(yaml, MODEL);
        complete(release);
        bringIntoForce(release);
        return releases().active().orElseThrow();
    }

    /** Brings a complete release into force. */
    public void bringIntoForce(Release release) {
        if (releases().activate(release.number()).isEmpty()) {
            throw new IllegalStateException(release + " cannot come into force");
        }
    }

    void complete(Release release) {
        Transactions.call(dataSource(), connection -> {
            releases().complete(connection, release.number());
            return true;
        });
    }

    /** What a worker with the model loads. */
    LiveReleases live() {
        ReleaseLoader loader = new ReleaseLoader(dataSource());
        return new LiveReleases(
                releases().live().stream()
                        .filter(release -> release.id().modelDigest().equals(MODEL))
                        .map(release -> loader.load(release).orElseThrow())
                        .toList(),
                releases().embeddingForm());
    }

    /** Records an upload as a worker does that has just loaded what is live. */
    public void upload(String photo, String bytes, Embedding embedding) {
        LiveReleases live = live();
        catalog().record(List.of(tagged(photo, bytes, embedding, live)), live);
    }

    void delete(String photo) {
        catalog().record(List.of(new Deleted(next(), new PhotoId(photo))), live());
    }

    Tagged tagged(String photo, String bytes, Embedding embedding, LiveReleases live) {
        PhotoUpload upload = new PhotoUpload(
                new PhotoId(photo),
                URI.create("https://example.org/" + photo),
                Optional.of("ada"),
                Optional.of(Instant.parse("2026-05-04T12:30:00Z")),
                Optional.empty(),
                Map.of("album", "Norway"));
        PhotoFacts facts = new PhotoFacts(
                ContentHash.of(bytes.getBytes(StandardCharsets.UTF_8)),
                bytes.length(),
                "JPEG",
                64,
                48,
                1,
                42,
                new Exif(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of("X-T5"), Optional.empty()));
        return new Tagged(next(), upload, facts, embedding, live.tag(embedding));
    }

    EventPosition next() {
        return new EventPosition(
                new EventLog("photos.uploaded", new UUID(1, 2), 0), ++offset, 0, Instant.ofEpochSecond(offset));
    }

    /** A picture of that much dog, cat and sea, and some of nothing in particular. */
    public static Embedding picture(double dog, double cat, double sea) {
        double[] values = {dog, cat, sea, 0.5};
        double norm = Math.sqrt(dog * dog + cat * cat + sea * sea + 0.25);
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) (values[i] / norm);
        }
        return new Embedding(floats);
    }

    /** The model's text tower. */
    public static List<Embedding> texts(List<String> prompts) {
        return prompts.stream().map(SmallCatalog::text).toList();
    }

    private static Embedding text(String prompt) {
        float[] axis = new float[4];
        axis[prompt.contains("dog") ? 0 : prompt.contains("cat") ? 1 : prompt.contains("sea") ? 2 : 3] = 1;
        return new Embedding(axis);
    }

    /** The events in the outbox, in order, which is emptied. */
    List<OutboxEvent> events() {
        List<OutboxEvent> events = new ArrayList<>();
        try (Outbox.Session session = new Outbox(dataSource()).lead().orElseThrow()) {
            session.after(0, 1_000).forEach(entry -> events.add(entry.event()));
        }
        query("with gone as (delete from outbox returning 1) select count(*) from gone");
        return events;
    }

    /** A photo's tags in force, as "dog model" and so on, by tag. */
    List<String> tagsInForce(String photo) {
        return query("select tag_id || ' ' || origin from tags_of_photo where photo_id = '" + photo
                + "' and distance = 0 order by tag_id");
    }

    /** A photo's tags in a release, as "dog model" and so on, by tag. */
    public List<String> tags(String photo, Release release) {
        return query("""
                select t.tag_id || ' ' || pt.origin
                from photo_tags pt join tags t using (tag_no) join photos p using (photo_no)
                where p.photo_id = '%s' and pt.release_no = %d order by t.tag_id
                """.formatted(photo, release.number()));
    }

    /** The first column as text. */
    public List<String> query(String sql) {
        try (Connection connection = dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (result.next()) {
                values.add(String.valueOf(result.getString(1)));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private static String digest(String words) {
        return ContentHash.of(words.getBytes(StandardCharsets.UTF_8)).hex();
    }

    @Override
    public void close() {
        database.close();
    }
}
