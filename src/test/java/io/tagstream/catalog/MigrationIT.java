package io.tagstream.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.local.EmbeddedDatabase;
import io.tagstream.photo.ContentHash;
import io.tagstream.tagging.ReleaseId;
import io.tagstream.taxonomy.TaxonomyVersion;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A catalog of the version before, with what was in it. */
class MigrationIT {

    private static final String OLD = hash("old version");
    private static final String NEW = hash("new version");
    private static final String MODEL = hash("model");
    private static final String OTHER_MODEL = hash("other model");

    /**
     * Photo 1 was tagged in the old version and by people, 2 to 4 in the new one; 3 fits nothing, 4 has two tags that people gave, one of
     * which the model agrees with; 5 is rejected, 6 deleted, and people had tagged both.
     */
    private static final String BEFORE = """
            insert into event_logs (topic, topic_id, partition) values ('t', gen_random_uuid(), 0);
            insert into models (digest, name, dimensions) values ('%3$s', 'first', 2), ('%4$s', 'second', 2);
            insert into taxonomy_versions (taxonomy, version, definition) values ('pets', '%1$s', '-'), ('pets', '%2$s', '-');
            insert into taxonomies (taxonomy, active_version_no) values ('pets', 2);
            insert into tags (taxonomy, tag_id) values ('pets', 'animal'), ('pets', 'dog'), ('pets', 'cat');
            insert into taxonomy_tags (version_no, tag_no, facet_id, name, parent_no)
                values (1, 2, 'pet', 'dog', null), (2, 1, 'pet', 'animal', null), (2, 2, 'pet', 'dog', 1), (2, 3, 'pet', 'cat', 1);
            insert into tag_ancestors values (1, 2, 2, 0), (2, 1, 1, 0), (2, 2, 2, 0), (2, 2, 1, 1), (2, 3, 3, 0), (2, 3, 1, 1);
            insert into photos (photo_id, status, content_sha256, model_no, version_no, failure_code, log_no, event_offset, event_at)
                select 'photo-' || n, case n when 5 then 'rejected' when 6 then 'deleted' else 'catalogued' end,
                       case when n < 5 then sha256(n::text::bytea) end, case when n < 5 then 1 end,
                       case when n < 5 then case n when 1 then 1 else 2 end end, case n when 5 then 'IMAGE_CORRUPT' end, 1, n, now()
                from generate_series(1, 6) as n;
            insert into embeddings (photo_no, model_no, embedding) select n, 1, '{1,0}' from generate_series(1, 4) as n;
            insert into photo_tags (photo_no, tag_no, version_no, origin, model_no, score, confidence) values
                (1, 2, 1, 'model', 1, 0.2, 0.8), (1, 3, 1, 'human', null, null, 1),
                (2, 2, 2, 'model', 1, 0.3, 0.9),
                (4, 2, 2, 'model', 1, 0.25, 0.7), (4, 2, 2, 'human', null, null, 1), (4, 3, 2, 'human', null, null, 1),
                (5, 2, 2, 'human', null, null, 1), (6, 2, 2, 'human', null, null, 1);
            """.formatted(OLD, NEW, MODEL, OTHER_MODEL);

    @TempDir
    private Path directory;

    private EmbeddedDatabase database;

    @BeforeEach
    void start() {
        database = new EmbeddedDatabase(directory.resolve("postgresql"));
        Flyway.configure().dataSource(database.dataSource()).target("2").load().migrate();
    }

    @AfterEach
    void stop() {
        database.close();
    }

    @Test
    void tagsBecomeReleasesAndPeoplesTagsBecomeVerdicts() throws SQLException {
        execute(BEFORE);

        migrate();

        ReleaseStore releases = new ReleaseStore(database.dataSource());
        assertThat(releases.list()).extracting(Release::id).containsExactly(releaseId(NEW), releaseId(OLD));
        assertThat(releases.list())
                .allSatisfy(release -> assertThat(releases.named(release.id().name()))
                        .as("the name is the one that ReleaseId gives")
                        .hasSize(1));
        Release active = releases.active().orElseThrow();
        assertThat(active.id()).isEqualTo(releaseId(NEW));
        assertThat(active.state()).as("photo 1 has no tags in it").isEqualTo(Release.State.BUILDING);
        assertThat(releases.live()).containsExactly(active);
        assertThat(query("select photo_no, tag_no, verdict from verdicts order by 1, 2"))
                .containsExactly("1 3 accepted", "4 2 accepted", "4 3 accepted", "5 2 accepted");
        assertThat(query("select version_no, photo_no, tag_no, origin, score, confidence"
                        + " from photo_tags join releases using (release_no) order by 1, 2, 3"))
                .containsExactly(
                        "1 1 2 model 0.2 0.8", "2 2 2 model 0.3 0.9", "2 4 2 human 0.25 1", "2 4 3 human null 1");
        assertThat(
                        query(
                                "select photo_id, tag_id, distance, confidence, score, origin, model, release from tags_of_photo order by 1, 2"))
                .containsExactly(
                        "photo-2 animal 1 0.9 null model first "
                                + releaseId(NEW).name(),
                        "photo-2 dog 0 0.9 0.3 model first " + releaseId(NEW).name(),
                        "photo-4 animal 1 1 null human null " + releaseId(NEW).name(),
                        "photo-4 cat 0 1 null human null " + releaseId(NEW).name(),
                        "photo-4 dog 0 1 0.25 human null " + releaseId(NEW).name());
        assertThat(query("select photo_id from photos_of_tag where tag_id = 'animal' order by 1"))
                .containsExactly("photo-2", "photo-4");
        assertThat(query("select photo_id from untagged_photos order by 1"))
                .as("photo 1 has no tags in the version in force, until it is scored")
                .containsExactly("photo-1", "photo-3");
    }

    @Test
    void aCatalogThatIsAllOfOneVersionIsComplete() throws SQLException {
        execute(BEFORE + "update photos set version_no = 2 where photo_no = 1;");

        migrate();

        Release active = new ReleaseStore(database.dataSource()).active().orElseThrow();
        assertThat(active.state()).isEqualTo(Release.State.COMPLETE);
        assertThat(active.completedAt()).isPresent();
        assertThat(query(
                        "select photo_no, tag_no, origin from photo_tags join taxonomies on release_no = active_release_no"
                                + " where photo_no = 1"))
                .as("people's tag of an earlier version is in force in the photo's own")
                .containsExactly("1 3 human");
    }

    @Test
    void anEmptyCatalogHasNoRelease() throws SQLException {
        migrate();

        assertThat(new ReleaseStore(database.dataSource()).active()).isEmpty();
        assertThat(query("select count(*) from taxonomies")).containsExactly("0");
    }

    @Test
    void embeddingsAreNumberedAndAWorkerOfTheVersionBeforeRunsOn() throws SQLException {
        execute(BEFORE);

        migrate();
        execute("""
                update photos set status = 'catalogued', content_sha256 = sha256('5'), failure_code = null where photo_no = 5;
                insert into embeddings (photo_no, model_no, embedding) values (5, 1, '{0,1}')
                """);

        assertThat(query("select photo_no, embedding_no from embeddings order by embedding_no"))
                .containsExactly("1 1", "2 2", "3 3", "4 4", "5 5");
    }

    private void migrate() {
        Flyway.configure().dataSource(database.dataSource()).load().migrate();
    }

    private static ReleaseId releaseId(String version) {
        return new ReleaseId(new TaxonomyVersion(version), MODEL, Optional.empty());
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Rows, with spaces between their columns. */
    private List<String> query(String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.add(String.valueOf(result.getString(i)));
                }
                rows.add(String.join(" ", row));
            }
            return rows;
        }
    }

    private static String hash(String words) {
        return ContentHash.of(words.getBytes(StandardCharsets.UTF_8)).hex();
    }
}
