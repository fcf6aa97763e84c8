package io.tagstream.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tagstream.catalog.EmbeddingForm;
import io.tagstream.catalog.ModelRegistry;
import io.tagstream.catalog.Release;
import io.tagstream.catalog.ReleaseStore;
import io.tagstream.catalog.Transactions;
import io.tagstream.catalog.VersionStore;
import io.tagstream.tagging.ReleaseId;
import io.tagstream.taxonomy.DefaultTaxonomy;
import io.tagstream.taxonomy.TaxonomyYaml;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * A catalog of made-up photos that have tags of the default taxonomy in two releases, owners, times, cameras, verdicts and rejections: what
 * queries are measured on. It is filled past the workers' own way, in minutes.
 */
final class TaggedCatalog {

    private static final String MODEL = "made-up";
    private static final double LOGIT_SCALE = 100;
    private static final long SEED = 11;
    private static final int BLOCK = 1_000;

    /** Of the photos, how many have another tag in the release before, and how many somebody has said something of. */
    private static final double CHANGED = 0.05;

    private static final double SPOKEN_OF = 0.02;

    private static final String PHOTOS = """
            insert into photos (photo_id, status, source_uri, owner, uploaded_at, content_sha256, byte_size, format, width, height, orientation,
                                perceptual_hash, taken_at, camera_make, camera_model, failure_code, failure_detail, log_no, event_offset, event_at,
                                changed_at)
            select case i when 4242 then 'holidays/0042.jpg' else 'photo-' || i end,
                   status, 'file:///photos/' || i || '.jpg',
                   case when rank = 5 then 'ann' else 'owner-' || rank end,
                   taken + interval '1 day', case status when 'catalogued' then sha256(i::text::bytea) end, 3000000 + i, 'JPEG', 4000, 3000, 1,
                   hashint8extended(i, 3), case when with_camera then taken end,
                   case when with_camera then case when camera = 3 then 'FUJIFILM' else 'Maker ' || camera % 7 end end,
                   case when with_camera then case when camera = 3 then 'X-T5' else 'Camera ' || camera end end,
                   case status when 'rejected' then (array ['IMAGE_CORRUPT', 'SOURCE_NOT_FOUND', 'IMAGE_TOO_LARGE'])[1 + i % 3] end,
                   case status when 'rejected' then 'made up' end,
                   (select log_no from event_logs), i, taken, now() - random() * interval '365 days'
            from (select i,
                         case when i = 4242 then 'catalogued' when random() < 0.02 then 'rejected' when random() < 0.02 then 'deleted'
                              else 'catalogued' end as status,
                         floor(500 * power(random(), 3))::int as rank,
                         floor(40 * power(random(), 2))::int as camera,
                         random() < 0.9 as with_camera,
                         (timestamp '2026-10-31' - power(random(), 1.5) * interval '4000 days')::timestamp(0) as taken
                  from generate_series(1, COUNT) as i) as made
            """;

    private static final String REJECTIONS = """
            insert into rejections (photo_id, code, detail, log_no, event_offset, event_item, rejected_at)
            select photo_id, failure_code, failure_detail, log_no, event_offset, 0, changed_at from photos where status = 'rejected';
            insert into rejections (code, detail, log_no, event_offset, event_item, event_value)
            select 'EVENT_UNREADABLE', 'made up', (select log_no from event_logs), -i, 0, 'not json'::bytea
            from generate_series(1, 1000) as i
            """;

    private final DataSource dataSource;
    private final Consumer<String> news;

    /** Migrates an empty database. */
    TaggedCatalog(DataSource dataSource, Consumer<String> news) {
        this.dataSource = dataSource;
        this.news = news;
        Flyway.configure().dataSource(dataSource).load().migrate();
    }

    /** @param embedded how many of the photos, more or less, have an embedding, of that many dimensions; one of every so many */
    void fill(int photos, int embedded, int dimensions) throws SQLException {
        new ModelRegistry(dataSource).register(MODEL, MODEL, dimensions, LOGIT_SCALE);
        Release before = release(DefaultTaxonomy.yaml());
        Release inForce = release(DefaultTaxonomy.yaml().replace("synonyms: [herd, flock, swarm]", "synonyms: [herd]"));
        new ReleaseStore(dataSource).activate(inForce.number());
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("set work_mem = '256MB'; set maintenance_work_mem = '1GB'; select setseed(0.5);"
                    + " update releases set base_no = " + before.number() + " where release_no = " + inForce.number()
                    + "; insert into event_logs (topic, topic_id, partition) values ('made-up', gen_random_uuid(), 0)");
            news.accept("making up %,d photos".formatted(photos));
            withoutIndexes(
                    statement, "photos", () -> statement.execute(PHOTOS.replace("COUNT", String.valueOf(photos))));
            statement.execute(REJECTIONS);
            news.accept("giving them tags in two releases");
            withoutIndexes(statement, "photo_tags", () -> tags(connection, before.number(), inForce.number()));
            news.accept("giving %,d of them embeddings".formatted(embedded));
            embeddings(connection, new ReleaseStore(dataSource).embeddingForm(), embedded, dimensions);
            news.accept("having PostgreSQL look at them");
            statement.execute("vacuum analyze");
        }
    }

    private interface Loading {
        void run() throws SQLException;
    }

    /** Rows first and indexes after them, in a third of the time. */
    private static void withoutIndexes(Statement statement, String table, Loading loading) throws SQLException {
        List<String> drop = new ArrayList<>();
        List<String> create = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("""
                select 'alter table %1$s drop constraint ' || quote_ident(conname),
                       'alter table %1$s add constraint ' || quote_ident(conname) || ' ' || pg_get_constraintdef(oid)
                from pg_constraint where conrelid = '%1$s'::regclass and contype = 'p' and conrelid = 'photo_tags'::regclass
                union all
                select 'drop index ' || i.indexrelid::regclass, pg_get_indexdef(i.indexrelid)
                from pg_index i where i.indrelid = '%1$s'::regclass and not i.indisunique
                """.formatted(table))) {
            while (rows.next()) {
                drop.add(rows.getString(1));
                create.add(rows.getString(2));
            }
        }
        for (String sql : drop) {
            statement.execute(sql);
        }
        loading.run();
        for (String sql : create) {
            statement.execute(sql);
        }
    }

    private Release release(String yaml) {
        var version = new VersionStore(dataSource)
                .store(TaxonomyYaml.read("photos.yaml", yaml.getBytes(UTF_8)), Optional.empty(), Optional.empty())
                .version();
        ReleaseStore releases = new ReleaseStore(dataSource);
        Release release = releases.create(new ReleaseId(version, MODEL, Optional.empty()), Optional.empty());
        return Transactions.ask(dataSource, connection -> {
            releases.complete(connection, release.number());
            return release;
        });
    }

    private static void tags(Connection connection, int before, int inForce) throws SQLException {
        TagDraw draw = new TagDraw(numbers(connection, "select tag_no from tags order by tag_no"), SEED);
        List<Integer> photos =
                numbers(connection, "select photo_no from photos where status = 'catalogued' order by photo_no");
        StringBuilder changes = new StringBuilder();
        StringBuilder verdicts = new StringBuilder();
        CopyIn copy = copy(connection, "photo_tags (photo_no, release_no, tag_no, origin, score, confidence)");
        StringBuilder rows = new StringBuilder();
        for (int photo : photos) {
            int[] tags = draw.next();
            int[] earlier = tags.clone();
            if (tags.length > 0 && draw.happens(CHANGED)) {
                int other = draw.any();
                if (!TagDraw.contains(tags, tags.length, other)) {
                    earlier[0] = other;
                    changes.append(inForce).append('\t').append(photo).append('\n');
                }
            }
            boolean spokenOf = tags.length > 0 && draw.happens(SPOKEN_OF);
            String verdict = spokenOf && draw.happens(0.4) ? "rejected" : "accepted";
            if (spokenOf) {
                verdicts.append(photo)
                        .append('\t')
                        .append(tags[0])
                        .append('\t')
                        .append(verdict)
                        .append("\tann\n");
            }
            Photo tagged = new Photo(photo, spokenOf, verdict.equals("rejected"), spokenOf && draw.happens(0.5));
            tagged.append(rows, before, earlier, draw);
            tagged.append(rows, inForce, tags, draw);
            if (rows.length() > 1 << 20) {
                write(copy, rows);
            }
        }
        write(copy, rows);
        copy.endCopy();
        copyAll(connection, "photo_changes (release_no, photo_no)", changes);
        copyAll(connection, "verdicts (photo_no, tag_no, verdict, author)", verdicts);
    }

    /** @param spokenOf whether somebody accepted or rejected its first tag, which the model agrees with or not */
    private record Photo(int number, boolean spokenOf, boolean rejected, boolean agreed) {

        void append(StringBuilder rows, int release, int[] tags, TagDraw draw) {
            int[] sorted = tags.clone();
            Arrays.sort(sorted);
            for (int tag : sorted) {
                boolean spoken = spokenOf && tag == tags[0];
                if (spoken && rejected) {
                    continue;
                }
                float confidence = draw.confidence();
                rows.append(number)
                        .append('\t')
                        .append(release)
                        .append('\t')
                        .append(tag)
                        .append('\t');
                rows.append(spoken ? "human" : "model").append('\t');
                rows.append(spoken && !agreed ? "\\N" : String.valueOf(confidence / 3))
                        .append('\t');
                rows.append(spoken ? 1 : confidence).append('\n');
            }
        }
    }

    private static void embeddings(Connection connection, EmbeddingForm form, int count, int dimensions)
            throws SQLException {
        MadeUpPhotos made = new MadeUpPhotos(dimensions, 1_000, SEED);
        List<Integer> photos = numbers(connection, """
                select photo_no from photos, (select greatest(1, count(*) / %d) as step from photos) as every
                where status = 'catalogued' and photo_no %% step = 4242 %% step order by photo_no
                """.formatted(count));
        String type = form == EmbeddingForm.HALF ? "halfvec" : "real[]";
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into embeddings (photo_no, model_no, embedding)
                select photo_no, 1, (floats)[(row - 1) * %1$d + 1 : row * %1$d]::%2$s
                from (select ?::float4[] as floats) as vectors, unnest(?::int8[]) with ordinality as batch (photo_no, row)
                """.formatted(dimensions, type))) {
            for (int first = 0; first < photos.size(); first += BLOCK) {
                List<Integer> block = photos.subList(first, Math.min(photos.size(), first + BLOCK));
                insert.setObject(1, made.next(block.size()));
                insert.setArray(2, connection.createArrayOf("int8", block.toArray()));
                insert.executeUpdate();
            }
        }
    }

    private static List<Integer> numbers(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<Integer> numbers = new ArrayList<>();
            while (rows.next()) {
                numbers.add(rows.getInt(1));
            }
            return numbers;
        }
    }

    private static CopyIn copy(Connection connection, String target) throws SQLException {
        return connection.unwrap(PGConnection.class).getCopyAPI().copyIn("copy " + target + " from stdin");
    }

    private static void copyAll(Connection connection, String target, StringBuilder rows) throws SQLException {
        CopyIn copy = copy(connection, target);
        write(copy, rows);
        copy.endCopy();
    }

    private static void write(CopyIn copy, StringBuilder rows) throws SQLException {
        byte[] bytes = rows.toString().getBytes(UTF_8);
        copy.writeToCopy(bytes, 0, bytes.length);
        rows.setLength(0);
    }
}
