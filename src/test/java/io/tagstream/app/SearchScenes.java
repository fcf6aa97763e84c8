package io.tagstream.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.path.json.JsonPath;
import io.tagstream.local.LocalDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a worker answers beside what the scenes show, and beside SQL. */
abstract class SearchScenes extends SearchedScenes {

    private static final double RECALL = 0.9;
    private static final int TEN = 10;

    /** Of the view that people ask; the group is what they ask for. */
    private static final String SAID =
            "exists (select from tags_of_photo t where t.photo_id = p.photo_id and t.%s = $1)";

    SearchScenes(Function<Path, LocalDatabase> database) {
        super(database);
    }

    /** Of pairs of colour and shape that the model never saw. What is relevant: the photos of the pair. */
    @Test
    void findsThePhotosOfACaption() {
        double recall = 0;
        double precision = 0;
        int captions = 0;
        for (String pair : catalog().pairs()) {
            Set<String> relevant = catalog().showing(pair.split(" "));
            for (String caption : ScenesToSearch.captions(pair)) {
                recall += recallAtTen(ids(find(Map.of("q", caption, "limit", 10))), relevant);
                List<String> all = ids(find(Map.of("q", caption, "limit", 200)));
                precision += all.stream().filter(relevant::contains).count() / (double) all.size();
                captions++;
            }
        }
        System.out.printf(
                "%d captions: recall@10 %.4f, precision of all above the cut-off %.4f%n",
                captions, recall / captions, precision / captions);
        assertThat(captions).isGreaterThanOrEqualTo(21);
        assertThat(recall / captions).isGreaterThanOrEqualTo(RECALL);
        assertThat(precision / captions).isGreaterThanOrEqualTo(RECALL);
    }

    /** What is relevant: photos that have four of the five things in common that can be said of a scene. */
    @Test
    void findsThePhotosThatResembleAPhoto() throws IOException {
        double recall = 0;
        double cut = 0;
        double sent = 0;
        int photos = 0;
        for (String photo : catalog().scenes.keySet()) {
            Set<String> relevant = new TreeSet<>(catalog().scenes.keySet());
            relevant.removeIf(other -> other.equals(photo) || catalog().common(photo, other) < 4);
            if (!relevant.isEmpty()) {
                List<String> found = ids(find(Map.of("photo", photo, "limit", 10, "min-relevance", 0)));
                recall += recallAtTen(found, relevant);
                cut += recallAtTen(ids(find(Map.of("photo", photo, "limit", 10))), relevant);
                photos++;
                assertThat(found).hasSize(TEN).doesNotContain(photo);
            }
        }
        for (String photo : catalog().showing("red", "circle")) {
            List<String> found = ids(api().contentType("image/jpeg")
                    .body(Files.readAllBytes(LocalTagstream.HELD_OUT.resolve(photo)))
                    .post("/search?limit=10")
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath());
            sent += found.getFirst().equals(photo) ? 1 : 0;
        }
        System.out.printf(
                "%d photos: recall@10 %.4f, %.4f above the cut-off; %.0f of 36 pictures led to themselves%n",
                photos, recall / photos, cut / photos, sent);
        assertThat(recall / photos).isGreaterThanOrEqualTo(RECALL);
        assertThat(cut / photos).isGreaterThanOrEqualTo(RECALL);
        assertThat(sent).isEqualTo(36);
    }

    /** Of as many as there can be. */
    private static double recallAtTen(List<String> found, Set<String> relevant) {
        long right = found.stream().limit(TEN).filter(relevant::contains).count();
        return right / (double) Math.min(TEN, relevant.size());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    xyzzy
                    a lawnmower
                    people at the beach
                    my grandmother's birthday cake
                    """)
    void findsNothingForWhatNoSceneShows(String text) {
        JsonPath cut = find(Map.of("q", text));
        assertThat(ids(cut)).isEmpty();
        assertThat(cut.getDouble("nearness.cutOff")).isEqualTo(0.5);
        assertThat(cut.getBoolean("nearness.complete")).isTrue();
        assertThat(cut.getString("nearness.model")).isEqualTo("drawn-scenes");

        JsonPath all = find(Map.of("q", text, "min-relevance", 0, "limit", 200));
        assertThat(ids(all)).isNotEmpty();
        assertThat(all.getList("photos.relevance", Float.class)).allMatch(relevance -> relevance < 0.5);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    tag:red | has('red')
                    tag:RED tag:Circle | has('red') and has('circle')
                    -red | not has('red')
                    tag:star -night -"white background" | has('star') and not has('night') and not has('white-background')
                    owner:ann -tag:grass | owner = 'ann' and not has('grass')
                    owner:"50% \\\\_o'%" | owner = '50% \\_o''%'
                    camera:x-t5 | camera_model = 'X-T5'
                    camera:"fujifilm x" | camera_make = 'FUJIFILM'
                    camera:%_r | camera_make = 'Canon'
                    camera:100_ | false
                    format:jpg | format = 'JPEG'
                    format:png | false
                    facet:shape facet:Colour | about('shape') and about('colour')
                    taken:2026-07 | taken_at >= '2026-07-01' and taken_at < '2026-08-01'
                    taken:2026-07-01..2026-07-14 | taken_at >= '2026-07-01' and taken_at < '2026-07-15'
                    taken:..2026-06 | taken_at < '2026-07-01'
                    uploaded:2026-07-03 | uploaded_at >= '2026-07-03Z' and uploaded_at < '2026-07-04Z'
                    uploaded:2026-07-05.. tag:blue | uploaded_at >= '2026-07-05Z' and has('blue')
                    """)
    void filtersAsSqlDoes(String q, String condition) {
        String sql = condition
                .replaceAll("has\\(('[a-z-]+')\\)", SAID.formatted("tag_id"))
                .replaceAll("about\\(('[a-z-]+')\\)", SAID.formatted("facet_id"));
        List<String> expected = column(
                "select photo_id from photos p where status = 'catalogued' and (" + sql + ") order by photo_no desc");

        assertThat(allPages(Map.of("q", q, "limit", 50))).isEqualTo(expected);
        Set<String> near = new HashSet<>(allPages(Map.of("q", q + " a red circle", "min-relevance", 0, "limit", 60)));
        assertThat(near).hasSize(Math.min(120, expected.size())).isSubsetOf(expected);
        api().queryParam("q", q)
                .get("/search/counts")
                .then()
                .statusCode(200)
                .body("photos", equalTo(expected.size()))
                .body("extent", equalTo("all"));
    }

    @Test
    void parametersSayTheSameAsTheLanguage() {
        List<String> language = allPages(
                Map.of(
                        "q",
                        "tag:star -night facet:shape owner:bob camera:fuji format:jpeg taken:2026-07 uploaded:2026-07-01..2026-07-06"));
        List<String> parameters = allPages(Map.of(
                "tag", "star",
                "not", "night",
                "facet", "shape",
                "owner", "bob",
                "camera", "fuji",
                "format", "JPEG",
                "taken-from", "2026-07",
                "taken-before", "2026-08",
                "uploaded-from", "2026-07-01",
                "uploaded-before", "2026-07-07T00:00:00Z"));

        assertThat(language).isNotEmpty().isEqualTo(parameters);
        assertThat(allPages(Map.of("tag", List.of("red", "circle"), "not", List.of("night", "sky"))))
                .isEqualTo(allPages(Map.of("q", "tag:red tag:circle -night -sky")));
    }

    @Test
    void pagesNeitherMissNorRepeat() {
        List<String> whole = ids(find(Map.of("q", "a red circle", "min-relevance", 0, "limit", 120)));
        List<String> pages = allPages(Map.of("q", "a red circle", "min-relevance", 0, "limit", 7));

        assertThat(pages).hasSize(120).doesNotHaveDuplicates().isEqualTo(whole);
        assertThat(allPages(Map.of("format", "jpeg", "limit", 9)))
                .doesNotHaveDuplicates()
                .hasSize(catalog().scenes.size());
        List<String> like = allPages(Map.of("photo", whole.getFirst(), "limit", 3));
        assertThat(like).doesNotHaveDuplicates().isEqualTo(ids(find(Map.of("photo", whole.getFirst(), "limit", 200))));
    }

    /** The worker of this test gives 120 photos of a question at most. */
    @Test
    void depthHasABoundAndTheAnswerSaysSo() {
        JsonPath page = find(Map.of("q", "a red circle", "min-relevance", 0, "limit", 200));

        assertThat(ids(page)).hasSize(120);
        assertThat(page.getString("next")).isNull();
        assertThat(page.getBoolean("nearness.complete")).isFalse();
    }

    @Test
    void relevanceFallsWithTheCosineAndTheCutOffHolds() {
        JsonPath page = find(Map.of("q", "a red circle", "min-relevance", 0.9, "limit", 200));

        List<Float> relevance = page.getList("photos.relevance", Float.class);
        List<Float> cosines = page.getList("photos.cosine", Float.class);
        assertThat(relevance).isNotEmpty().allMatch(value -> value >= 0.9f && value <= 1);
        assertThat(relevance).isSortedAccordingTo((a, b) -> Float.compare(b, a));
        assertThat(cosines).isSortedAccordingTo((a, b) -> Float.compare(b, a));
        assertThat(page.getDouble("nearness.cutOff")).isEqualTo(0.9);
        assertThat(page.getString("nearness.way")).isIn("exact", "index");
        assertThat(page.getLong("nearness.compared")).isPositive();
        assertThat(page.getString("photos[0].format")).isEqualTo("JPEG");
        assertThat(page.getInt("photos[0].width")).isPositive();
        assertThat(page.getList("photos[0].tags.id", String.class)).contains("red", "circle");
    }

    @Test
    void countsAreThoseOfTheViews() {
        JsonPath counts = counts(Map.of("owner", "ann", "not", "night"));

        String chosen = """
                (select p.* from photos p where status = 'catalogued' and owner = 'ann' and not exists
                    (select from tags_of_photo t where t.photo_id = p.photo_id and t.tag_id = 'night')) as c""";
        assertThat(counts.getLong("photos")).isEqualTo(catalog().tagstream.count("select count(*) from " + chosen));
        assertThat(map(counts, "tags", "id"))
                .isEqualTo(rows("select tag_id, count(*) from " + chosen
                        + " join tags_of_photo t using (photo_id) group by tag_id"));
        assertThat(map(counts, "facets", "name"))
                .isEqualTo(rows("select facet_id, count(distinct photo_id) from " + chosen
                        + " join tags_of_photo t using (photo_id) group by facet_id"));
        assertThat(map(counts, "months", "name"))
                .isEqualTo(rows("select to_char(taken_at, 'YYYY-MM'), count(*) from " + chosen
                        + " where taken_at is not null group by 1"));
        assertThat(map(counts, "owners", "name")).containsOnlyKeys("ann");
        assertThat(map(counts, "formats", "name")).containsOnlyKeys("JPEG");
    }

    /** The worker of this test counts 100 photos at most. */
    @Test
    void countsOfATextAreOfItsHits() {
        JsonPath few = counts(Map.of("q", "a photo of a green ring"));
        assertThat(few.getString("extent")).isEqualTo("all");
        assertThat(few.getInt("photos")).isEqualTo(36);
        assertThat(map(few, "tags", "id")).containsEntry("green", 36L);

        JsonPath many = counts(Map.of("q", "a photo of a green ring", "min-relevance", 0));
        assertThat(many.getString("extent")).isEqualTo("nearest");
        assertThat(many.getInt("photos")).isEqualTo(100);
    }
}
