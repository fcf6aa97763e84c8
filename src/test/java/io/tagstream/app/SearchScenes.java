package io.tagstream.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.restassured.builder.RequestSpecBuilder;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.tagstream.local.LocalDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Searching the held-out scenes, whatever database they are in: what a worker answers beside what the scenes show, and beside SQL. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SearchScenes {

    private static final double RECALL = 0.9;
    private static final int TEN = 10;
    private static final String PROBLEM = "application/problem+json";

    private final Function<Path, LocalDatabase> database;
    private ScenesToSearch catalog;
    private RequestSpecification api;

    SearchScenes(Function<Path, LocalDatabase> database) {
        this.database = database;
    }

    @BeforeAll
    void start() {
        catalog = new ScenesToSearch(database);
        api = new RequestSpecBuilder().setBaseUri(catalog.worker.address()).build();
    }

    @AfterAll
    void stop() {
        if (catalog != null) {
            catalog.close();
        }
    }

    /** Of pairs of colour and shape that the model never saw. What is relevant: the photos of the pair. */
    @Test
    void findsThePhotosOfACaption() {
        double recall = 0;
        double precision = 0;
        int captions = 0;
        for (String pair : catalog.pairs()) {
            Set<String> relevant = catalog.showing(pair.split(" "));
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
        for (String photo : catalog.scenes.keySet()) {
            Set<String> relevant = new TreeSet<>(catalog.scenes.keySet());
            relevant.removeIf(other -> other.equals(photo) || catalog.common(photo, other) < 4);
            if (!relevant.isEmpty()) {
                List<String> found = ids(find(Map.of("photo", photo, "limit", 10, "min-relevance", 0)));
                recall += recallAtTen(found, relevant);
                cut += recallAtTen(ids(find(Map.of("photo", photo, "limit", 10))), relevant);
                photos++;
                assertThat(found).hasSize(TEN).doesNotContain(photo);
            }
        }
        for (String photo : catalog.showing("red", "circle")) {
            List<String> found = ids(given(api)
                    .contentType("image/jpeg")
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
                    facet:shape facet:Colour | true
                    taken:2026-07 | taken_at >= '2026-07-01' and taken_at < '2026-08-01'
                    taken:2026-07-01..2026-07-14 | taken_at >= '2026-07-01' and taken_at < '2026-07-15'
                    taken:..2026-06 | taken_at < '2026-07-01'
                    uploaded:2026-07-03 | uploaded_at >= '2026-07-03Z' and uploaded_at < '2026-07-04Z'
                    uploaded:2026-07-05.. tag:blue | uploaded_at >= '2026-07-05Z' and has('blue')
                    """)
    void filtersAsSqlDoes(String q, String condition) {
        String sql = condition.replaceAll(
                "has\\('([a-z-]+)'\\)",
                "exists (select from tags_of_photo t where t.photo_id = p.photo_id and t.tag_id = '$1')");
        List<String> expected = column(
                "select photo_id from photos p where status = 'catalogued' and (" + sql + ") order by photo_no desc");

        assertThat(allPages(Map.of("q", q, "limit", 50))).isEqualTo(expected);
        Set<String> near = new HashSet<>(allPages(Map.of("q", q + " a red circle", "min-relevance", 0, "limit", 60)));
        assertThat(near).hasSize(Math.min(120, expected.size())).isSubsetOf(expected);
        given(api)
                .queryParam("q", q)
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
                .hasSize(catalog.scenes.size());
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
        assertThat(counts.getLong("photos")).isEqualTo(catalog.tagstream.count("select count(*) from " + chosen));
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

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    q | -gras | 400 | q: -gras excludes a tag, and the taxonomy in force has none of that name; do you mean grass?
                    q | tag:reed | 400 | do you mean red?
                    q | "red | 400 | q has a quote at character 1
                    q | ower:ann red | 400 | do you mean owner:?
                    q | -owner:ann | 400 | only tags can be excluded
                    q | taken:2026-13 | 400 | q taken: is 2026-13, which is in no calendar
                    tag | lawnmower | 400 | tag says lawnmower, and the taxonomy in force has none of that name
                    not | lawnmower | 400 | not says lawnmower
                    facet | shapes | 400 | facet shapes is no facet of the taxonomy in force, which has background, colour
                    format | docx | 400 | format is docx
                    taken-from | yesterday | 400 | taken-from is yesterday
                    taken-before | 2026-02-30 | 400 | taken-before is 2026-02-30
                    uploaded-from | 07/04/2026 | 400 | uploaded-from is 07/04/2026
                    min-relevance | 1.5 | 400 | min-relevance is 1.5
                    min-relevance | NaN | 400 | min-relevance is NaN
                    photo | nobody | 404 | photo nobody is not in the catalog
                    photo | deleted | 404 | photo deleted was deleted
                    photo | no-picture | 409 | photo no-picture was rejected
                    """)
    void badFieldsAreNamed(String field, String value, int status, String detail) {
        problem(Map.of(field, value), status).body("detail", containsString(detail.replace("q: -", "q -")));
    }

    @Test
    void fieldsBeyondTheirLimitsAreNamed() {
        problem(Map.of("q", "a".repeat(10_000)), 400)
                .body("detail", startsWith("q has 10,000 characters; at most 1,000 are read"));
        problem(Map.of("q", "circle ".repeat(100)), 400)
                .body("detail", containsString("tokens of text; the model reads"));
        problem(Map.of("q", "red", "limit", 0), 400).body("detail", startsWith("limit is 0"));
        problem(Map.of("q", "red", "limit", 201), 400).body("detail", startsWith("limit is 201"));
        problem(Map.of("q", "red", "limit", "ten"), 400).body("detail", startsWith("limit is ten"));
        problem(Map.of(), 400).body("detail", startsWith("q is missing"));
        problem(Map.of("q", " "), 400).body("detail", startsWith("q is missing"));
        problem(Map.of("owner", "a\0b"), 400).body("detail", startsWith("owner has a NUL"));
        problem(Map.of("owner", List.of("ann", "bob")), 400).body("detail", startsWith("owner"));
        problem(Map.of("q", "red", "photo", catalog.scenes.keySet().iterator().next()), 400)
                .body("detail", startsWith("q has words"));
    }

    @Test
    void cursorsAreOfTheirQuestion() {
        String next = find(Map.of("q", "a red circle", "min-relevance", 0, "limit", 5))
                .getString("next");

        problem(Map.of("q", "a blue circle", "min-relevance", 0, "after", next), 400)
                .body("detail", startsWith("after is a cursor of another question"));
        problem(Map.of("q", "a red circle", "after", next), 400).body("detail", startsWith("after is a cursor of"));
        problem(Map.of("tag", "red", "after", next), 400).body("detail", startsWith("after is a cursor of"));
        for (String made : List.of("x", "AAAA", "//", next.substring(1), next + "A", "0".repeat(900))) {
            problem(Map.of("q", "a red circle", "min-relevance", 0, "after", made), 400)
                    .body("detail", startsWith("after is "));
        }
    }

    @Test
    void picturesThatCannotBeReadSaySo() {
        given(api)
                .contentType("image/jpeg")
                .body("no picture".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .post("/search")
                .then()
                .statusCode(422)
                .contentType(PROBLEM)
                .body("code", equalTo("IMAGE_FORMAT_UNSUPPORTED"));
        given(api)
                .contentType("image/jpeg")
                .post("/search")
                .then()
                .statusCode(400)
                .body("detail", containsString("the body is empty"));
        given(api)
                .multiPart("picture", "no picture")
                .post("/search")
                .then()
                .statusCode(400)
                .body("detail", containsString("no part named file"));
        given(api)
                .contentType("image/jpeg")
                .body(new byte[1_000_001])
                .post("/search")
                .then()
                .statusCode(413);
    }

    @Test
    void aPictureOfAFormIsFilteredAsWell() {
        Path file = LocalTagstream.SAMPLES.resolve("three-red-circles.jpg");
        List<String> found = ids(given(api)
                .multiPart("file", file.toFile(), "image/jpeg")
                .post("/search?min-relevance=0&limit=200&q=-circle")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath());

        assertThat(found).isNotEmpty().doesNotContainAnyElementsOf(tagged("circle"));
    }

    @Test
    void everyParameterIsDescribed() {
        List<String> parameters = given(api)
                .get("/openapi?format=json")
                .jsonPath()
                .getList("paths.'/search'.get.parameters.name", String.class);

        assertThat(parameters)
                .contains(
                        "q",
                        "photo",
                        "tag",
                        "not",
                        "facet",
                        "owner",
                        "camera",
                        "format",
                        "taken-from",
                        "taken-before",
                        "uploaded-from",
                        "uploaded-before",
                        "min-relevance",
                        "limit",
                        "after");
    }

    private List<String> tagged(String tag) {
        return column("select photo_id from photos_of_tag where tag_id = '" + tag + "'");
    }

    private JsonPath find(Map<String, ?> parameters) {
        return given(api)
                .queryParams(parameters)
                .get("/search")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private JsonPath counts(Map<String, ?> parameters) {
        return given(api)
                .queryParams(parameters)
                .get("/search/counts")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private ValidatableResponse problem(Map<String, ?> parameters, int status) {
        return given(api)
                .queryParams(parameters)
                .get("/search")
                .then()
                .statusCode(status)
                .contentType(PROBLEM);
    }

    private List<String> allPages(Map<String, ?> parameters) {
        List<String> all = new ArrayList<>();
        JsonPath page = find(parameters);
        all.addAll(ids(page));
        while (page.getString("next") != null) {
            Map<String, Object> further = new java.util.HashMap<>(parameters);
            further.put("after", page.getString("next"));
            page = find(further);
            assertThat(ids(page)).isNotEmpty();
            all.addAll(ids(page));
        }
        return all;
    }

    private static List<String> ids(JsonPath page) {
        return page.getList("photos.photoId", String.class);
    }

    private List<String> column(String sql) {
        return catalog.tagstream.query(sql).stream().map(List::getFirst).toList();
    }

    private Map<String, Long> rows(String sql) {
        Map<String, Long> counts = new java.util.TreeMap<>();
        catalog.tagstream.query(sql).forEach(row -> counts.put(row.get(0), Long.valueOf(row.get(1))));
        return counts;
    }

    private static Map<String, Long> map(JsonPath counts, String list, String key) {
        Map<String, Long> map = new java.util.TreeMap<>();
        List<Map<String, Object>> entries = counts.getList(list);
        entries.forEach(one -> map.put(String.valueOf(one.get(key)), ((Number) one.get("photos")).longValue()));
        return map;
    }
}
