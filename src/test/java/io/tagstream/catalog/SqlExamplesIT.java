package io.tagstream.catalog;

import static io.tagstream.catalog.SmallCatalog.picture;
import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.catalog.Outcome.Rejected;
import io.tagstream.catalog.Outcome.Rejection;
import io.tagstream.catalog.Outcome.Tagged;
import io.tagstream.clip.Embedding;
import io.tagstream.decode.Exif;
import io.tagstream.failure.FailureCode;
import io.tagstream.local.ManualQueries;
import io.tagstream.local.ManualQueries.Query;
import io.tagstream.photo.ContentHash;
import io.tagstream.photo.PhotoId;
import io.tagstream.photo.PhotoUpload;
import io.tagstream.retag.JobRunner;
import io.tagstream.retag.RetagJobs;
import io.tagstream.retag.RetagObserver;
import io.tagstream.retag.ScoreWork;
import io.tagstream.tagging.Verdict;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/sql.md cannot rot: what stands there runs here, as a reader, on a catalog that workers filled. */
class SqlExamplesIT {

    private static final String EVERYDAY = """
            name: everyday
            background: [nothing]
            facets:
              - id: animals
                kind: any-of
                tags:
                  - {id: animal, words: [dog or so, cat or so]}
                  - {id: mammal, parent: animal, words: [furry dog, furry cat]}
                  - {id: dog, parent: mammal}
                  - {id: cat, parent: mammal}
              - id: scene
                kind: any-of
                tags: [{id: beach, words: [sea]}]
            """;

    /** In which a dog is called a hound as well. */
    private static final String EVERYDAY_WITH_HOUNDS = EVERYDAY.replace(
            "{id: beach, words: [sea]}", "{id: beach, words: [sea]}, {id: hound, words: [hunting dog]}");

    @TempDir
    static Path directory;

    private static SmallCatalog catalog;
    private static List<Query> queries;

    @BeforeAll
    static void fill() throws IOException, SQLException {
        queries = ManualQueries.all(Files.readString(Path.of("docs/sql.md")));
        catalog = new SmallCatalog(directory.resolve("postgresql"));
        catalog.active(EVERYDAY);
        upload("holidays/0042.jpg", "ann", picture(1, 0, 1), "2026-07-18T19:30:00");
        upload("holidays/0043.jpg", "ann", picture(1, 0, 0.9), "2026-07-18T19:31:00");
        upload("holidays/0044.jpg", "ann", picture(0, 1, 0), "2026-07-19T08:00:00");
        upload("cat.jpg", "bob", picture(0, 1, 0), "2026-08-01T08:00:00");
        upload("wall.jpg", "bob", picture(0, 0, 0), "2026-08-02T08:00:00");
        upload("sky.jpg", "bob", picture(0, 0, 0), "2026-08-03T08:00:00");
        for (int i = 0; i < 20; i++) {
            upload("walks/%02d.jpg".formatted(i), "bob", picture(1, 0, 0.9), "2026-05-04T12:00:00");
        }
        reject("broken.jpg");
        catalog.corrections()
                .say(new PhotoId("holidays/0042.jpg"), "everyday", "dog", Verdict.ACCEPTED, Optional.of("ann"));
        catalog.corrections().say(new PhotoId("wall.jpg"), "everyday", "cat", Verdict.ACCEPTED, Optional.of("bob"));
        catalog.corrections()
                .say(new PhotoId("holidays/0043.jpg"), "everyday", "beach", Verdict.REJECTED, Optional.of("ann"));
        new ReaderRole(catalog.dataSource()).grant("reader", Optional.of("secret"));
    }

    @AfterAll
    static void stop() {
        catalog.close();
    }

    @Test
    void everyQueryRunsForWhoeverMayOnlyReadAndFindsSomething() throws SQLException {
        assertThat(queries).hasSizeGreaterThan(13);
        for (Query query : queries) {
            if (query.sql().contains("event_value") || query.question().startsWith("7.")) {
                continue; // the one is for operators; nothing has changed yet
            }
            assertThat(asReader(query.sql())).as(query.sql()).isNotEmpty();
        }
    }

    @Test
    void thereAreTenQuestions() throws IOException {
        assertThat(ManualQueries.ten(Files.readString(Path.of("docs/sql.md"))).stream()
                        .map(Query::question)
                        .distinct())
                .hasSize(10)
                .allMatch(question -> question.matches("\\d+\\. .*\\?"));
    }

    @Test
    void photosOfATagAreThoseBelowItToo() throws SQLException {
        assertThat(answers(1)).first().asString().startsWith("holidays/0042.jpg 1.00 2026-07-18");
        assertThat(answers(1).stream().map(row -> row.substring(0, row.indexOf(' '))))
                .containsExactlyInAnyOrder("holidays/0042.jpg", "holidays/0043.jpg", "holidays/0044.jpg");
    }

    @Test
    void theBestPhotosAreThoseOfTheView() throws SQLException {
        assertThat(asReader("select photo_id, confidence from best_photos('animal', 9)"))
                .hasSize(9)
                .isEqualTo(asReader("select photo_id, confidence from photos_of_tag join photos using (photo_id)"
                        + " where tag_id = 'animal' order by confidence desc, photo_no limit 9"));
        assertThat(asReader("select * from best_photos('unknown', 9)")).isEmpty();
    }

    @Test
    void aPhotoHasItsTagsAndThoseAbove() throws SQLException {
        assertThat(answers(2))
                .containsExactly(
                        "animals animal animal 0 1.00 human",
                        "animals dog dog 0 1.00 human",
                        "animals mammal mammal 0 1.00 human",
                        "scene beach beach 0 1.00 model");
        assertThat(
                        asReader(
                                "select tag_id, distance, origin from tags_of_photo where photo_id = 'wall.jpg' order by distance"))
                .as("people alone gave it the tag")
                .containsExactly("cat 0 human", "mammal 1 human", "animal 2 human");
    }

    /** 22 photos show a dog, 21 of them and no other a beach; 26 are catalogued. */
    @Test
    void tagsGoTogetherByMoreThanChance() throws SQLException {
        assertThat(answers(3)).containsExactly("beach beach 21 0.955 1.2");
        assertThat(asReader("select round(lift::numeric, 6) from tags_together where tag_id = 'dog'"))
                .containsExactly("%.6f".formatted(21.0 / 22 * 26 / 21));
    }

    @Test
    void untaggedAndRejectedPhotosAreCounted() throws SQLException {
        assertThat(answers(4)).singleElement().asString().startsWith("bob 1 sky.jpg ");
        assertThat(answers(5))
                .singleElement()
                .asString()
                .startsWith("IMAGE_CORRUPT 1 ")
                .endsWith(" it ends early");
    }

    @Test
    void photosAreCountedByOwnerAndMonth() throws SQLException {
        assertThat(answers(6)).containsExactly("bob 2026-08-01 3", "ann 2026-07-01 3", "bob 2026-05-01 20");
    }

    @Test
    void nearestPhotosComeNearestFirst() throws SQLException {
        List<String> near = answers(8);
        assertThat(near).hasSize(10).first().isEqualTo("holidays/0043.jpg 0.999");
        assertThat(near).doesNotContain("holidays/0042.jpg 1.000");
        assertThat(asReader("select photo_id from nearest_photos('cat.jpg', 1)"))
                .containsExactly("holidays/0044.jpg");
        assertThat(asReader("select photo_id from nearest_photos('broken.jpg', 1)"))
                .isEmpty();
    }

    @Test
    void whereTheModelAgreesIsNoDisagreement() throws SQLException {
        assertThat(answers(9))
                .satisfiesExactly(beach -> assertThat(beach).startsWith("beach 0 1 "), cat -> assertThat(cat)
                        .startsWith("cat 1 0 "));
    }

    @Test
    void aDayIsTheCamerasDay() throws SQLException {
        assertThat(answers(10))
                .containsExactly(
                        "holidays/0042.jpg 2026-07-18 19:30:00 FUJIFILM X-T5",
                        "holidays/0043.jpg 2026-07-18 19:31:00 FUJIFILM X-T5");
    }

    @Test
    void countsOfTagsAreDistinctPhotos() throws SQLException {
        assertThat(asReader("select tag_id, photos, given from tag_counts order by tag_id"))
                .containsExactly("animal 25 24", "beach 21 21", "cat 3 3", "dog 22 22", "mammal 25 24");
    }

    /** Last of all, since it changes the release in force. */
    @Test
    void aReleaseChangesWhatItChanges(@TempDir Path other) throws SQLException {
        try (SmallCatalog changing = new SmallCatalog(other.resolve("postgresql"))) {
            changing.active(EVERYDAY);
            changing.upload("dog.jpg", "dog", picture(1, 0, 0));
            changing.upload("cat.jpg", "cat", picture(0, 1, 0));
            Release hounds = changing.release(EVERYDAY_WITH_HOUNDS, SmallCatalog.MODEL);
            score(changing, hounds);

            changing.bringIntoForce(hounds);

            assertThat(changing.query(
                            "select tag_id || ' ' || change || ' ' || photo_id from tag_changes where in_force"))
                    .containsExactly("hound gained dog.jpg");
            assertThat(changing.query(question(7).sql())).containsExactly("hound");
        }
    }

    private static void score(SmallCatalog catalog, Release release) {
        RetagJobs jobs = new RetagJobs(catalog.dataSource());
        try (JobRunner runner = new JobRunner(
                catalog.dataSource(),
                List.of(new ScoreWork(catalog.releases(), new ReleaseLoader(catalog.dataSource()))),
                RetagObserver.NONE,
                1,
                Duration.ofMillis(20))) {
            jobs.start(new RetagJobs.Order(
                    release.id(), Optional.empty(), false, OptionalDouble.empty(), Optional.empty()));
            runner.start();
            while (!jobs.open().isEmpty()) {
                Thread.onSpinWait();
            }
        }
    }

    private static Query question(int number) {
        return queries.stream()
                .filter(query -> query.question().startsWith(number + ". "))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> answers(int number) throws SQLException {
        return asReader(question(number).sql());
    }

    /** Rows, with spaces between their columns. */
    private static List<String> asReader(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(catalog.jdbcUrl(), "reader", "secret");
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

    private static void upload(String photo, String owner, Embedding embedding, String takenAt) {
        LiveReleases live = catalog.live();
        PhotoFacts facts = new PhotoFacts(
                ContentHash.of(photo.getBytes(StandardCharsets.UTF_8)),
                100,
                "JPEG",
                64,
                48,
                1,
                photo.startsWith("holidays/004") ? 42 : photo.hashCode(),
                new Exif(
                        Optional.of(LocalDateTime.parse(takenAt)),
                        Optional.empty(),
                        Optional.of("FUJIFILM"),
                        Optional.of("X-T5"),
                        Optional.empty()));
        catalog.catalog()
                .record(
                        List.of(new Tagged(catalog.next(), of(photo, owner), facts, embedding, live.tag(embedding))),
                        live);
    }

    private static void reject(String photo) {
        catalog.catalog()
                .record(
                        List.of(new Rejected(
                                catalog.next(),
                                of(photo, "bob"),
                                new Rejection(FailureCode.IMAGE_CORRUPT, "it ends early"))),
                        catalog.live());
    }

    private static PhotoUpload of(String photo, String owner) {
        return new PhotoUpload(
                new PhotoId(photo),
                URI.create("https://example.org/" + photo),
                Optional.of(owner),
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }
}
