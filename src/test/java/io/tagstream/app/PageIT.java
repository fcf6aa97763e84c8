package io.tagstream.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.restassured.RestAssured;
import io.restassured.builder.RequestSpecBuilder;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.tagstream.local.WorkerProcess;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page's HTML, as a running worker gives it: what there is, what is escaped, and what is refused. */
class PageIT {

    private static final String SCRIPT_ID = "<script>alert(1)</script>\"'/..";
    private static final String POLICY =
            "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";
    private static final Pattern LOADED = Pattern.compile("(?:src|href|action|hx-get|hx-post)=\"([^\"]*)\"");

    private static LocalTagstream tagstream;
    private static WorkerProcess worker;
    private static RequestSpecification page;

    @BeforeAll
    static void start() {
        tagstream = new LocalTagstream();
        tagstream.with(
                "tagstream.page.thumbnail-cache",
                tagstream.services.directory().resolve("thumbnails").toString());
        List<Path> samples = LocalTagstream.pictures(LocalTagstream.SAMPLES);
        samples.forEach(sample -> tagstream.uploads.upload("bucket/" + sample.getFileName(), sample.toUri()));
        tagstream.uploads.upload(SCRIPT_ID, samples.getFirst().toUri());
        tagstream.uploads.upload("gone", URI.create("file:///nowhere/gone.jpg"));
        tagstream.uploads.flush();
        worker = tagstream.startReadyWorker();
        page = new RequestSpecBuilder()
                .setBaseUri(worker.address())
                .setUrlEncodingEnabled(false)
                .build();
        RestAssured.enableLoggingOfRequestAndResponseIfValidationFails();
        tagstream.readEventsUntil(
                "all are processed", Duration.ofSeconds(60), () -> tagstream.events.size() > samples.size() + 1);
    }

    @AfterAll
    static void stop() {
        worker.close();
        tagstream.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/?q=two%20red%20circles",
                "/?tag=red&not=three",
                "/ui/photos/bucket%2Fthree-red-circles.jpg",
                "/ui/photos/bucket/three-red-circles.jpg",
                "/ui/photos/gone",
                "/ui/live",
                "/ui/live?paused=yes",
                "/ui/counts",
                "/ui/explanation?photo=bucket%2Fthree-red-circles.jpg",
                "/ui/similar?photo=bucket%2Fthree-red-circles.jpg"
            })
    void everyPageIsThereWithAStrictPolicyAndLoadsNothingFromElsewhere(String path) {
        Response answer = given(page).get(path);

        answer.then()
                .statusCode(200)
                .contentType("text/html")
                .header("Content-Security-Policy", POLICY)
                .header("X-Content-Type-Options", "nosniff");
        String html = answer.asString();
        Matcher loaded = LOADED.matcher(html);
        while (loaded.find()) {
            assertThat(loaded.group(1)).matches("[/#?].*").doesNotStartWith("//");
        }
        assertThat(html).doesNotContain("style=", "<style", "onclick", "javascript:", "<script>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/ui/photos/bucket%2Fthree-red-circles.jpg", "/ui/live"})
    void aPageHasALanguageLandmarksOneHeadingAndLiveRegions(String path) {
        String html = given(page).get(path).asString();

        assertThat(html)
                .contains("<html lang=\"en\">", "<main id=\"main\"", "<nav aria-label=\"Pages\">")
                .contains("role=\"status\"", "role=\"alert\"", "href=\"#main\"")
                .containsOnlyOnce("<h1");
        assertThat(html.split("<img ").length).isEqualTo(html.split("alt=\"[^\"]+\"").length);
    }

    @Test
    void aSearchFindsWhatItsTextSaysAndSaysHow() {
        String html = given(page).get("/?q=red%20circles").asString();

        assertThat(html).contains("red", "relevance", "Compared with").contains("value=\"red circles\"");
    }

    @Test
    void aFilterLeavesOnlyPhotosWithTheTag() {
        String html = given(page).get("/?tag=red&tag=three").asString();

        assertThat(html).contains("bucket%2Fthree-red-circles.jpg").contains("tag: red", "tag: three");
    }

    @Test
    void whatCannotBeSearchedForIsSaidBesideTheSearchBox() {
        given(page)
                .get("/?tag=no-such-tag&q=circles")
                .then()
                .statusCode(400)
                .body(containsString("no-such-tag"))
                .body(containsString("value=\"circles\""));
    }

    @Test
    void anIdWithMarkupInItIsText() {
        String address = URLEncoder.encode(SCRIPT_ID, StandardCharsets.UTF_8).replace("+", "%20");

        String photo = given(page).get("/ui/photos/" + address).asString();
        assertThat(photo).doesNotContain("<script>alert").contains("&lt;script&gt;alert(1)");
        assertThat(given(page).get("/").asString())
                .doesNotContain("<script>alert")
                .contains(address);
        assertThat(given(page).get("/ui/live").asString()).doesNotContain("<script>alert");
        String unknown = given(page).get("/ui/photos/%3Cscript%3Enone").asString();
        assertThat(unknown).doesNotContain("<script>none").contains("&lt;script&gt;none");
        assertThat(given(page).get("/?q=%3Cscript%3Ealert(2)").asString()).doesNotContain("<script>alert");
    }

    @Test
    void aThumbnailIsAJpegThatABrowserNeedNotAskForAgain() {
        String address = thumbnailOf("three-red-circles");

        Response answer = given(page).get(address);
        answer.then()
                .statusCode(200)
                .contentType("image/jpeg")
                .header("Cache-Control", "private, max-age=31536000, immutable");
        given(page)
                .header("If-None-Match", answer.header("ETag"))
                .get(address)
                .then()
                .statusCode(304);
        given(page)
                .get(address.substring(0, address.indexOf('?')))
                .then()
                .statusCode(200)
                .header("Cache-Control", "private, no-cache");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ui/thumbnails/999999999", "/ui/thumbnails/1?size=huge", "/ui/thumbnails/-1"})
    void aThumbnailOfNothingIsAProblem(String path) {
        assertThat(given(page).get(path).statusCode()).isIn(400, 404);
    }

    @Test
    void somebodyAcceptsATagAndTakesItBack() {
        String photo = "bucket/three-red-circles.jpg";

        given(page)
                .header("HX-Request", "true")
                .header("Sec-Fetch-Site", "same-origin")
                .formParam("photo", photo)
                .formParam("tag", "green")
                .formParam("verdict", "accepted")
                .post("/ui/verdicts")
                .then()
                .statusCode(200)
                .header("HX-Trigger", containsString("accepted"))
                .body(startsWith("<div id=\"tags\""))
                .body(containsString("data-item=\"green\""))
                .body(containsString("accepted by people"));
        given(page)
                .header("HX-Request", "true")
                .formParam("photo", photo)
                .formParam("tag", "green")
                .formParam("verdict", "none")
                .post("/ui/verdicts")
                .then()
                .statusCode(200)
                .body(not(containsString("accepted by people")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site"})
    void anotherSiteChangesNothing(String site) {
        given(page)
                .header("Sec-Fetch-Site", site)
                .formParam("photo", "bucket/three-red-circles.jpg")
                .formParam("tag", "blue")
                .formParam("verdict", "accepted")
                .post("/ui/verdicts")
                .then()
                .statusCode(403);
        given(page)
                .header("Origin", "https://elsewhere.example")
                .formParam("photo", "bucket/three-red-circles.jpg")
                .formParam("tag", "blue")
                .formParam("verdict", "accepted")
                .post("/ui/verdicts")
                .then()
                .statusCode(403);
        assertThat(tagstream.count("select count(*) from verdicts join tags using (tag_no) where tag_id = 'blue'"))
                .isZero();
    }

    @Test
    void aRequestOfHtmxThatFailsGetsTheSentenceAlone() {
        given(page)
                .header("HX-Request", "true")
                .formParam("photo", "bucket/three-red-circles.jpg")
                .formParam("tag", "no such thing")
                .formParam("verdict", "accepted")
                .post("/ui/verdicts")
                .then()
                .statusCode(400)
                .contentType("text/plain")
                .body(startsWith("the taxonomy in force has no tag"));
    }

    @Test
    void theFeedGivesOnlyWhatIsNew() {
        String live = given(page).get("/ui/live").asString();
        Matcher next = Pattern.compile("hx-get=\"(/ui/live/newer[^\"]*)\"").matcher(live);
        assertThat(next.find()).isTrue();
        String newer = next.group(1).replace("&amp;", "&");

        assertThat(given(page).get(newer).asString()).doesNotContain("class=\"card\"");

        tagstream.uploads.upload(
                "later",
                LocalTagstream.pictures(LocalTagstream.SAMPLES).getFirst().toUri());
        tagstream.uploads.flush();
        LocalTagstream.await(
                "the new one is in the feed",
                Duration.ofSeconds(30),
                () -> given(page).get(newer).asString().contains("/ui/photos/later"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "9:3:", "3:9:12", "3:9:5,4", "a:b:c", "3:99999999999999999999:"})
    void aPlaceInTheFeedThatIsMadeUpIsNamed(String place) {
        given(page)
                .queryParam("place", place)
                .get("/ui/live/newer")
                .then()
                .statusCode(400)
                .body(containsString("place"));
    }

    private static String thumbnailOf(String name) {
        String html = given(page).get("/").asString();
        Matcher matcher =
                Pattern.compile(name + "[^\"]*\">\\s*<img src=\"([^\"]+)\"").matcher(html);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1).replace("&amp;", "&");
    }
}
