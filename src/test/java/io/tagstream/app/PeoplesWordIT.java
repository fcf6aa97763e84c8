package io.tagstream.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.RestAssured;
import io.restassured.builder.RequestSpecBuilder;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.tagstream.Contracts;
import io.tagstream.catalog.Release;
import io.tagstream.catalog.ReleaseStore;
import io.tagstream.local.OutcomeTopics;
import io.tagstream.local.WorkerProcess;
import io.tagstream.tagging.ReleaseId;
import io.tagstream.taxonomy.TaxonomyVersion;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people say of a photo's tags by REST, what comes of it, and why a photo has its tags. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PeoplesWordIT {

    private static final String PROBLEM = "application/problem+json";
    private static final String YAML = "application/yaml";
    private static final String DEMO = "/taxonomies/drawn-scenes";

    private static LocalTagstream tagstream;
    private static WorkerProcess worker;
    private static RequestSpecification api;

    @BeforeAll
    static void start() {
        tagstream = new LocalTagstream();
        upload("bucket/circles.jpg", "three-red-circles.jpg");
        upload("bucket/stars.jpg", "four-red-stars.jpg");
        upload("heart", "one-blue-heart.jpg");
        upload("cross", "three-pink-crosses.jpg");
        upload("album/tags", "one-orange-star.jpg");
        tagstream.uploads.upload("gone", URI.create("file:///nowhere/gone.jpg"));
        tagstream.uploads.flush();
        worker = tagstream.startReadyWorker();
        api = new RequestSpecBuilder()
                .setBaseUri(worker.address())
                .setUrlEncodingEnabled(false)
                .setConfig(RestAssuredConfig.config()
                        .encoderConfig(EncoderConfig.encoderConfig().encodeContentTypeAs(YAML, ContentType.TEXT)))
                .build();
        RestAssured.enableLoggingOfRequestAndResponseIfValidationFails();
        tagstream.readEventsUntil("all are processed", Duration.ofSeconds(60), () -> tagstream.events.size() == 6);
    }

    @AfterAll
    static void stop() {
        worker.close();
        tagstream.close();
    }

    @Test
    void anAcceptedTagIsThereAtOnceInRestInTheCatalogAndInOneEvent() {
        assertThat(tags("bucket/circles.jpg")).contains("red model");

        say("bucket/circles.jpg", "blue", "{\"verdict\": \"accepted\", \"author\": \"ann\"}")
                .statusCode(200)
                .body("tags.find { it.id == 'blue' }.origin", equalTo("human"))
                .body("tags.find { it.id == 'blue' }.confidence", equalTo(1.0f))
                .body("tags.find { it.id == 'red' }", nullValue())
                .body("said", hasSize(1))
                .body("said[0].tag", equalTo("blue"))
                .body("said[0].verdict", equalTo("accepted"))
                .body("said[0].author", equalTo("ann"))
                .body("said[0].at", notNullValue());
        say("bucket/circles.jpg", "blue", "{\"verdict\": \"accepted\", \"author\": \"bob\"}")
                .statusCode(200)
                .body("said[0].author", equalTo("ann"));

        assertThat(tags("bucket/circles.jpg")).contains("blue human").doesNotContain("red model");
        given(api).get("/photos?tag=blue").then().body("photos.photoId", hasItem("bucket/circles.jpg"));
        assertThat(tagstream.query("select verdict, author from verdicts join photos using (photo_no) "
                        + "where photo_id = 'bucket/circles.jpg'"))
                .containsExactly(List.of("accepted", "ann"));
        JsonNode event = eventsOf("bucket/circles.jpg", 2).getLast().data().orElseThrow();
        assertThat(Contracts.violations("photo-tagged", event.toString())).isEmpty();
        assertThat(StreamSupport.stream(event.get("tags").spliterator(), false)
                        .map(tag -> tag.get("id").textValue() + " "
                                + tag.get("origin").textValue()))
                .contains("blue human")
                .doesNotContain("red model");
    }

    @Test
    void aRejectedTagGoesAndComesBackWhenTheWordIsTakenBack() {
        say("bucket/stars.jpg", "red", "{\"verdict\": \"rejected\"}")
                .statusCode(200)
                .body("tags.id", not(hasItem("red")))
                .body("said[0].verdict", equalTo("rejected"))
                .body("said[0].author", nullValue());
        assertThat(tags("bucket/stars.jpg")).doesNotContain("red model");

        for (int i = 0; i < 2; i++) {
            given(api)
                    .delete("/photos/bucket/stars.jpg/tags/red")
                    .then()
                    .statusCode(200)
                    .body("tags.id", hasItems("red", "star"))
                    .body("said", empty());
        }

        assertThat(tags("bucket/stars.jpg")).contains("red model");
        List<OutcomeTopics.Event> events = eventsOf("bucket/stars.jpg", 3);
        assertThat(events.getLast().data().orElseThrow().get("tags"))
                .as("as before")
                .isEqualTo(events.getFirst().data().orElseThrow().get("tags"));
    }

    @Test
    void aTagOfAVersionThatIsNotInForceIsKeptForIt() {
        String next = publishNext("gold");
        assertThat(next).hasSize(64);

        say("heart", "gold", "{\"verdict\": \"accepted\"}")
                .statusCode(200)
                .body("tags.id", hasItem("blue"))
                .body("tags.id", not(hasItem("gold")))
                .body("said.tag", hasItem("gold"));

        given(api)
                .get("/photos/heart/tags")
                .then()
                .statusCode(200)
                .body("photoId", equalTo("heart"))
                .body("release.taxonomy", equalTo("drawn-scenes"))
                .body("release.version", not(equalTo(next)))
                .body("tags.find { it.id == 'blue' }.score", notNullValue())
                .body("said.find { it.tag == 'gold' }.taxonomy", equalTo("drawn-scenes"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nobody/tags/red | {\"verdict\": \"accepted\"} | 404 | nobody",
                "a%00b/tags/red | {\"verdict\": \"accepted\"} | 404 | control character",
                "heart/tags/unicorn | {\"verdict\": \"accepted\"} | 400 | unicorn",
                "heart/tags/red%2Fblue | {\"verdict\": \"accepted\"} | 400 | red/blue",
                "heart/tags/..%2F..%2Fred | {\"verdict\": \"accepted\"} | 400 | ../../red",
                "heart/tags/RED | {\"verdict\": \"accepted\"} | 400 | RED",
                "heart/tags/r%00d | {\"verdict\": \"accepted\"} | 400 | tag",
                "heart/tags/red | {\"verdict\": \"maybe\"} | 400 | maybe",
                "heart/tags/red | {\"verdict\": 1e999} | 400 | verdict is not a string",
                "heart/tags/red | {\"verdict\": \"accepted\", \"author\": 7} | 400 | author",
                "heart/tags/red | {\"verdict\": \"accepted\", \"author\": \"a\\u0000b\"} | 400 | author",
                "heart/tags/red | {\"verdict\": \"accepted\", \"author\": \"a\\ud800b\"} | 400 | author",
                "heart/tags/red | {\"verdict\": \"accepted\", \"autor\": \"ann\"} | 400 | autor",
                "heart/tags/red | {\"author\": \"ann\"} | 400 | verdict is missing",
                "heart/tags/red | [] | 400 | JSON object",
                "heart/tags/red | {\"verdict\" | 400 | JSON",
            })
    void refusesWhatMeansNothing(String path, String body, int status, String named) {
        given(api)
                .contentType("application/json")
                .body(body)
                .put("/photos/" + path)
                .then()
                .statusCode(status)
                .contentType(PROBLEM)
                .body("detail", containsString(named));
        assertThat(tagstream.count("select count(*) from verdicts join tags using (tag_no) where tag_id = 'red' "
                        + "and photo_no = (select photo_no from photos where photo_id = 'heart')"))
                .isZero();
    }

    @Test
    void refusesTooMuchAndOtherMedia() {
        given(api)
                .contentType("application/json")
                .body("{\"verdict\": \"" + "a".repeat(2 << 20) + "\"}")
                .put("/photos/heart/tags/red")
                .then()
                .statusCode(413)
                .contentType(PROBLEM);
        given(api)
                .contentType("text/plain")
                .body("accepted")
                .put("/photos/heart/tags/red")
                .then()
                .statusCode(415);
        given(api).delete("/photos/nobody/tags/red").then().statusCode(404);
        given(api).delete("/photos/heart/tags/unicorn").then().statusCode(400);
        given(api).get("/photos/nobody/tags").then().statusCode(404).contentType(PROBLEM);
    }

    @Test
    void anIdThatEndsLikeAnAddressIsWrittenWithItsSlashesEncoded() {
        given(api)
                .get("/photos/album%2Ftags")
                .then()
                .statusCode(200)
                .body("photoId", equalTo("album/tags"))
                .body("status", equalTo("catalogued"));
        given(api)
                .get("/photos/album/tags/tags")
                .then()
                .statusCode(200)
                .body("photoId", equalTo("album/tags"))
                .body("tags.id", hasItems("orange", "star"));
        given(api).get("/photos/album/tags/explain").then().statusCode(200).body("photoId", equalTo("album/tags"));
    }

    @Test
    void anExplanationHasTheNumbersThatAreStored() {
        JsonPath stored = given(api).get("/photos/cross/tags").jsonPath();
        JsonPath why = given(api).get("/photos/cross/explain").jsonPath();

        List<Map<String, Object>> given = why.getList("tags.findAll { it.decision == 'given' }");
        assertThat(given).isNotEmpty().hasSameSizeAs(stored.getList("tags"));
        assertThat(why.getString("release.name")).isEqualTo(stored.getString("release.name"));
        for (Map<String, Object> tag : given) {
            String found = "tags.find { it.id == '" + tag.get("id") + "' }";
            assertThat(number(tag, "confidence")).isCloseTo(stored.getDouble(found + ".confidence"), within(1e-6));
            assertThat(number(tag, "cosine")).isCloseTo(stored.getDouble(found + ".score"), within(1e-6));
            double logOdds = number(tag, "logOdds");
            assertThat(1 / (1 + Math.exp(-logOdds)))
                    .as("not calibrated")
                    .isCloseTo(number(tag, "confidence"), within(1e-5));
            assertThat(tag).containsEntry("inEffect", true);
            assertThat(tag.get("why").toString()).startsWith("the release gives it");
        }
        String pink = "tags.find { it.id == 'pink' }";
        assertThat(why.getString(pink + ".calibration.origin")).isEqualTo("background");
        assertThat(why.getInt(pink + ".calibration.samples")).isZero();
        assertThat(why.getDouble(pink + ".threshold")).isEqualTo(0.5);
        assertThat(why.getList(pink + ".competitors.kind")).contains("sibling", "background");
        assertThat(why.<Float>getList(pink + ".competitors.logit"))
                .isSortedAccordingTo((a, b) -> Float.compare(b, a))
                .allMatch(logit -> logit < why.getDouble(pink + ".logit"));
        assertThat(why.getList("tags.findAll { it.facet == 'colour' }")).hasSize(3);
        assertThat(why.getList("tags.findAll { it.facet == 'colour' }.decision"))
                .containsExactly("given", "sibling-won", "sibling-won");
    }

    @Test
    void theBestPromptIsTheOneThatIsMostLikeThePhoto() {
        JsonPath why = given(api).get("/photos/cross/explain").jsonPath();
        String pink = "tags.find { it.id == 'pink' }.bestPrompt";
        List<String> prompts = List.of("a photo of something pink", "a pink object");
        String uri =
                LocalTagstream.SAMPLES.resolve("three-pink-crosses.jpg").toUri().toString();
        JsonPath asked = given(api)
                .contentType("application/json")
                .body(Map.of("labels", prompts, "uri", uri))
                .post("/classify")
                .jsonPath();

        assertThat(why.getString(pink + ".text")).isEqualTo(asked.getString("labels[0].label"));
        assertThat(why.getDouble(pink + ".cosine")).isCloseTo(asked.getDouble("labels[0].cosine"), within(1e-3));
        assertThat(why.getInt(pink + ".of")).isEqualTo(2);
        assertThat(why.getInt("withoutPrompt")).isZero();
        given(api)
                .get("/photos/cross/explain?prompts=false")
                .then()
                .statusCode(200)
                .body("tags.bestPrompt", not(hasItem(notNullValue())))
                .body("withoutPrompt", equalTo(0));
    }

    @Test
    void explainsAllTagsIfAskedTo() {
        JsonPath some = given(api).get("/photos/cross/explain").jsonPath();
        JsonPath all = given(api).get("/photos/cross/explain?all=true").jsonPath();

        List<String> ids = all.getList("tags.id");
        assertThat(ids)
                .hasSize(some.getList("tags").size() + some.getInt("moreTags"))
                .doesNotHaveDuplicates()
                .contains("red", "night", "four");
        assertThat(all.getInt("moreTags")).isZero();
    }

    @Test
    void anExplanationSaysWhatPeopleSaid() {
        upload("said", "two-green-circles.png");
        tagstream.uploads.flush();
        awaitTagged("said");
        say("said", "green", "{\"verdict\": \"rejected\", \"author\": \"ann\"}").statusCode(200);
        say("said", "four", "{\"verdict\": \"accepted\"}").statusCode(200);

        given(api)
                .get("/photos/said/explain")
                .then()
                .statusCode(200)
                .body("tags.find { it.id == 'green' }.decision", equalTo("given"))
                .body("tags.find { it.id == 'green' }.inEffect", equalTo(false))
                .body("tags.find { it.id == 'green' }.said.author", equalTo("ann"))
                .body("tags.find { it.id == 'green' }.why", containsString("somebody rejected it"))
                .body("tags.find { it.id == 'four' }.inEffect", equalTo(true))
                .body("tags.find { it.id == 'four' }.why", containsString("somebody accepted it"))
                .body("tags.find { it.id == 'two' }.inEffect", equalTo(false))
                .body("tags.find { it.id == 'two' }.why", containsString("leaves no room"));
    }

    @Test
    void explainsByAnotherLiveReleaseOnceItHasLabels() {
        ReleaseStore releases = new ReleaseStore(tagstream.services.database().dataSource());
        Release active = releases.active().orElseThrow();
        TaxonomyVersion version = new TaxonomyVersion(publishNext("silver"));
        String name = releases.create(
                        new ReleaseId(version, active.id().modelDigest(), Optional.empty()), Optional.empty())
                .id()
                .name();
        String address = "/photos/cross/explain?all=true&release=" + name.substring(0, 12);
        given(api)
                .get(address)
                .then()
                .statusCode(409)
                .contentType(PROBLEM)
                .body("detail", containsString("no labels yet"));

        upload("meanwhile", "two-pink-rings.jpg"); // whoever records it finds the release, and compiles its labels
        tagstream.uploads.flush();
        awaitTagged("meanwhile");

        given(api)
                .get(address)
                .then()
                .statusCode(200)
                .body("release.version", equalTo(version.hash()))
                .body("tags.id", hasItem("silver"));
        given(api)
                .get("/photos/cross/explain?all=true")
                .then()
                .body("release.version", equalTo(active.id().version().hash()))
                .body("tags.id", not(hasItem("silver")));
        given(api)
                .get(DEMO + "/versions")
                .then()
                .body("versions.find { it.version == '" + version.hash() + "' }.live", equalTo(List.of(name)));
    }

    @Test
    @Order(Integer.MAX_VALUE) // another version is in force after it
    void whatPeopleSaidIsInForceInAVersionThatIsExportedChangedImportedAndChangedOverTo() {
        upload("kept", "two-dotted-orange-triangles.jpg");
        tagstream.uploads.flush();
        awaitTagged("kept");
        say("kept", "night", "{\"verdict\": \"accepted\"}").statusCode(200);
        say("kept", "orange", "{\"verdict\": \"rejected\"}").statusCode(200);
        String exported = given(api).accept(YAML).get(DEMO).asString();
        String version = publishNext("bronze");

        given(api)
                .contentType("application/json")
                .body(Map.of("to", version.substring(0, 12), "author", "ann"))
                .post("/retag")
                .then()
                .statusCode(201);
        LocalTagstream.await(
                "it is in force",
                Duration.ofSeconds(90),
                () -> version.equals(given(api).get("/photos/kept/tags").path("release.version")));

        given(api)
                .get("/photos/kept/tags")
                .then()
                .body("tags.find { it.id == 'night' }.origin", equalTo("human"))
                .body("tags.id", not(hasItem("orange")))
                .body("tags.id", hasItem("triangle"))
                .body("said.verdict", equalTo(List.of("accepted", "rejected")));
        given(api)
                .contentType(YAML)
                .body(exported)
                .put(DEMO)
                .then()
                .statusCode(200)
                .body("version.inForce", equalTo(false))
                .body("version.live", hasSize(1));
        given(api).get("/photos/kept/tags").then().body("said", hasSize(2));
    }

    @ParameterizedTest
    @CsvSource({
        "gone, '', 409, no embedding",
        "nobody, '', 404, nobody",
        "heart, ?release=abc, 400, release",
        "heart, ?all=maybe, 400, all",
        "heart, ?prompts=1, 400, prompts",
    })
    void saysWhyThereIsNothingToExplain(String photo, String query, int status, String named) {
        given(api)
                .get("/photos/" + photo + "/explain" + query)
                .then()
                .statusCode(status)
                .contentType(PROBLEM)
                .body("detail", containsString(named));
    }

    private static void upload(String photo, String sample) {
        tagstream.uploads.upload(photo, LocalTagstream.SAMPLES.resolve(sample).toUri());
    }

    private static void awaitTagged(String photo) {
        LocalTagstream.await(
                photo + " is tagged",
                Duration.ofSeconds(60),
                () -> given(api).get("/photos/" + photo).statusCode() == 200);
    }

    /** Publishes what is in force with one more colour, and returns the version. */
    private static String publishNext(String colour) {
        String yaml = given(api).accept(YAML).get(DEMO).asString();
        return given(api)
                .contentType(YAML)
                .body(yaml.replaceFirst("( *- )pink\n", "$0$1" + colour + "\n"))
                .put(DEMO)
                .then()
                .statusCode(201)
                .extract()
                .path("version.version");
    }

    private static ValidatableResponse say(String photo, String tag, String body) {
        return given(api)
                .contentType("application/json")
                .body(body)
                .put("/photos/" + photo + "/tags/" + tag)
                .then();
    }

    /** As "red model" and so on. */
    private static List<String> tags(String photo) {
        JsonPath answer = given(api).get("/photos/" + photo).jsonPath();
        List<String> tags = new ArrayList<>();
        answer.<Map<String, Object>>getList("tags").forEach(tag -> tags.add(tag.get("id") + " " + tag.get("origin")));
        return tags;
    }

    /** All about a photo, once there are so many; a pause shows that there are no more. */
    private static List<OutcomeTopics.Event> eventsOf(String photo, int count) {
        tagstream.readEventsUntil(
                count + " events of " + photo,
                Duration.ofSeconds(30),
                () -> known(photo).size() >= count);
        LocalTagstream.pause(500);
        tagstream.events.addAll(tagstream.outcomes.poll(Duration.ofMillis(500)));
        assertThat(known(photo)).hasSize(count);
        return known(photo);
    }

    private static List<OutcomeTopics.Event> known(String photo) {
        return tagstream.events.stream()
                .filter(event -> event.key().filter(photo::equals).isPresent())
                .toList();
    }

    private static double number(Map<String, Object> tag, String field) {
        return ((Number) tag.getOrDefault(field, Double.NaN)).doubleValue();
    }
}
