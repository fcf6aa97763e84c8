package io.tagstream.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.RestAssured;
import io.restassured.builder.RequestSpecBuilder;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.tagstream.local.WorkerProcess;
import io.tagstream.taxonomy.Taxonomy;
import io.tagstream.taxonomy.TaxonomyJson;
import io.tagstream.taxonomy.TaxonomyVersion;
import io.tagstream.taxonomy.TaxonomyYaml;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Taxonomies by REST: published, compared, drafted, and refused with all that is wrong. */
class TaxonomyApiIT {

    private static final String PROBLEM = "application/problem+json";
    private static final String YAML = "application/yaml";
    private static final String JSON = "application/json";
    private static final String DEMO = "/taxonomies/drawn-scenes";
    private static final String RED_STARS = "four-red-stars.jpg";

    /** Shorter than the 32 tokens that the demo model reads. */
    private static final String PETS = """
            name: NAME
            background: [a photo]
            facets:
              - id: pet
                name: Pet
                kind: one-of
                tags: [dog, cat]
            """;

    private static LocalTagstream tagstream;
    private static WorkerProcess worker;
    private static RequestSpecification api;

    @BeforeAll
    static void start() {
        tagstream = new LocalTagstream();
        worker = tagstream.startReadyWorker();
        api = new RequestSpecBuilder()
                .setBaseUri(worker.address())
                .setConfig(RestAssuredConfig.config()
                        .encoderConfig(EncoderConfig.encoderConfig().encodeContentTypeAs(YAML, ContentType.TEXT)))
                .build();
        RestAssured.enableLoggingOfRequestAndResponseIfValidationFails();
    }

    @AfterAll
    static void stop() {
        worker.close();
        tagstream.close();
    }

    @Test
    void theTaxonomyInForceIsTheSameInBothNotationsAndComesBackAsItself() {
        Response yaml = given(api).accept(YAML).get(DEMO);
        Response json = given(api).get(DEMO);

        Taxonomy taxonomy = TaxonomyYaml.read("a", yaml.asByteArray());
        assertThat(TaxonomyJson.read("a", json.asByteArray())).isEqualTo(taxonomy);
        assertThat(yaml.contentType()).startsWith(YAML);
        assertThat(json.contentType()).startsWith(JSON);
        String version = TaxonomyVersion.of(taxonomy).hash();
        assertThat(yaml.header("etag")).isEqualTo("\"" + version + "\"").isEqualTo(json.header("etag"));
        for (Response sent : List.of(yaml, json)) {
            given(api)
                    .contentType(sent.contentType())
                    .body(sent.asByteArray())
                    .put(DEMO + "?author=somebody else")
                    .then()
                    .statusCode(200)
                    .body("version.version", equalTo(version))
                    .body("version.inForce", equalTo(true))
                    .body("version.author", nullValue())
                    .body("next", equalTo("Photos are tagged with it."));
        }
    }

    @Test
    void aNewVersionIsStoredForGoodAndNotInForce() {
        String changed = given(api).accept(YAML).get(DEMO).asString().replace("a photo\n", "a drawing\n");
        String before = given(api).get(DEMO).header("etag");

        Response published =
                given(api).contentType(YAML).body(changed).put(DEMO + "?author=ann&note=drawings are no photos");

        String version = published.jsonPath().getString("version.version");
        published
                .then()
                .statusCode(201)
                .header("location", worker.address() + DEMO + "/versions/" + version)
                .body("version.author", equalTo("ann"))
                .body("version.note", equalTo("drawings are no photos"))
                .body("version.inForce", equalTo(false))
                .body("version.live", empty())
                .body("next", containsString("tagstream retag --to " + version.substring(0, 12)));
        assertThat(given(api).accept(YAML).get(DEMO + "/versions/" + version).asString())
                .isEqualTo(changed);
        assertThat(given(api).get(DEMO).header("etag")).isEqualTo(before);
        tagstream.uploads.upload(
                "after", LocalTagstream.SAMPLES.resolve(RED_STARS).toUri());
        tagstream.uploads.flush();
        tagstream.readEventsUntil("it is tagged", Duration.ofSeconds(60), () -> tagstream.taggedEvents() == 1);
        assertThat("\""
                        + tagstream
                                .events
                                .getFirst()
                                .data()
                                .orElseThrow()
                                .at("/taxonomy/version")
                                .textValue() + "\"")
                .isEqualTo(before);
        given(api)
                .get(DEMO + "/versions")
                .then()
                .body("versions[0].version", equalTo(version))
                .body("versions.inForce", contains(false, true));
        given(api).get(DEMO + "/versions?limit=1").then().body("versions", hasSize(1));
    }

    @Test
    void listsAllTaxonomies() {
        publish("listed", PETS);
        put("only-a-draft", "name: [");

        given(api)
                .get("/taxonomies")
                .then()
                .statusCode(200)
                .body("taxonomies.name", hasItems("drawn-scenes", "listed", "only-a-draft"))
                .body("taxonomies.find { it.name == 'drawn-scenes' }.inForce.version.length()", equalTo(64))
                .body("taxonomies.find { it.name == 'drawn-scenes' }.inForce.since", startsWith("20"))
                .body("taxonomies.find { it.name == 'listed' }.inForce", nullValue())
                .body("taxonomies.find { it.name == 'listed' }.versions", equalTo(1))
                .body("taxonomies.find { it.name == 'listed' }.draft", equalTo(false))
                .body("taxonomies.find { it.name == 'only-a-draft' }.draft", equalTo(true))
                .body("taxonomies.find { it.name == 'only-a-draft' }.newest", nullValue());
        given(api)
                .get("/taxonomies/listed")
                .then()
                .statusCode(404)
                .contentType(PROBLEM)
                .body("detail", containsString("not in force; its newest version is /taxonomies/listed/versions/"));
    }

    @Test
    void saysEverythingThatIsWrongWithItsPlace() {
        String wrong = """
                name: dogs
                background: [a photo]
                facets:
                  - id: pet
                    kind: some-of
                    colour: red
                    tags: [dog, dog, {id: cat, parent: lion, threshold: 7}]
                """;
        given(api)
                .contentType(YAML)
                .body(wrong)
                .put("/taxonomies/cats")
                .then()
                .statusCode(422)
                .contentType(PROBLEM)
                .body("detail", equalTo("taxonomy cats has 6 problems"))
                .body(
                        "problems.place",
                        hasItems(
                                "facets[0].kind",
                                "facets[0].colour",
                                "facets[0].tags[1].id",
                                "facets[0].tags[1]",
                                "facets[0].tags[2].parent",
                                "facets[0].tags[2].threshold"))
                .body("problems.message", hasItem("unknown tag \"lion\""));
        given(api)
                .contentType(YAML)
                .body(PETS.replace("NAME", "dogs").replace("cat]", "{id: cat, words: [" + "a cat ".repeat(20) + "]}]"))
                .put("/taxonomies/cats")
                .then()
                .statusCode(422)
                .body("problems.place", contains("name", "facets[0].tags[1].words[0]"))
                .body("problems[0].message", equalTo("is \"dogs\", and the address says \"cats\""))
                .body("problems[1].message", containsString("the model reads 32"));
        given(api).get("/taxonomies/cats/versions").then().statusCode(404);
    }

    static Stream<Arguments> hostile() {
        return Stream.of(
                argumentSet("aliases that multiply", YAML, bomb(), 422, "aliases"),
                argumentSet("lists in lists", YAML, "[".repeat(100_000), 422, "problems"),
                argumentSet("fields in fields", YAML, "{a: ".repeat(100_000), 422, "problems"),
                argumentSet("JSON lists in lists", JSON, "[".repeat(100_000), 422, "problems"),
                argumentSet("a field twice", JSON, "{\"name\": \"pets\", \"name\": \"pets\"}", 422, "Duplicate"),
                argumentSet("broken JSON", JSON, "{\"name\": ", 422, "problems"),
                argumentSet("two documents", JSON, "{} {}", 422, "second document"),
                argumentSet("a huge limit", YAML, PETS + "limit: 99999999999999999999999", 422, "limit"),
                argumentSet("a negative limit", YAML, PETS + "limit: -1", 422, "limit"),
                argumentSet("an infinite threshold", YAML, PETS + "threshold: 1e999", 422, "threshold"),
                argumentSet("a threshold that is no number", YAML, PETS + "threshold: .nan", 422, "problems"),
                argumentSet(
                        "a number of thousands of digits",
                        JSON,
                        "{\"name\": \"pets\", \"threshold\": " + "9".repeat(2_000) + "}",
                        422,
                        "problems"),
                argumentSet("a class to be loaded", YAML, "!!javax.script.ScriptEngineManager []", 422, "problems"),
                argumentSet("nothing", YAML, "", 422, "it is empty"),
                argumentSet("a NUL", YAML, "name: \"pe\\0ts\"", 422, "is no id"),
                argumentSet("plain text", "text/plain", "name: pets", 415, "media type"));
    }

    private static String bomb() {
        StringBuilder yaml = new StringBuilder("a0: &a0 [x, x]\n");
        for (int i = 1; i < 40; i++) {
            yaml.append("a%d: &a%d [*a%d, *a%d]%n".formatted(i, i, i - 1, i - 1));
        }
        return yaml.toString();
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void refusesWhatIsNoTaxonomyAtOnce(String type, String body, int status, String words)
            throws IOException, InterruptedException {
        HttpResponse<String> answer =
                put("/taxonomies/pets", type, BodyPublishers.ofString(body.replace("NAME", "pets")));

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type"))
                .hasValueSatisfying(media -> assertThat(media).startsWith(PROBLEM));
        assertThat(answer.body()).contains(words);
    }

    @Test
    void refusesBytesThatAreNoText() {
        given(api)
                .contentType(YAML)
                .body(new byte[] {'a', (byte) 0xff, (byte) 0xfe})
                .put("/taxonomies/pets")
                .then()
                .statusCode(422)
                .body("problems[0].message", equalTo("it is not UTF-8"));
        given(api)
                .contentType(YAML)
                .body(new byte[] {'a', (byte) 0xff, (byte) 0xfe})
                .put("/taxonomies/pets/draft")
                .then()
                .statusCode(400);
    }

    @ParameterizedTest
    @CsvSource({YAML + ", false", YAML + ", true", JSON + ", false", JSON + ", true"})
    void refusesBodiesOfMoreThanAMegabyte(String type, boolean chunked) throws IOException, InterruptedException {
        byte[] large = " ".repeat(2 << 20).getBytes(StandardCharsets.UTF_8);
        for (String address : List.of("/taxonomies/pets", "/taxonomies/pets/draft")) {
            HttpResponse<String> answer = put(
                    address,
                    type,
                    chunked
                            ? BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large))
                            : BodyPublishers.ofByteArray(large));

            assertThat(answer.statusCode()).isEqualTo(413);
            assertThat(answer.body()).contains("1,048,576 bytes");
        }
    }

    @Test
    void aMegabyteOfMistakesIsRefusedInSeconds() throws IOException, InterruptedException {
        String mistakes = "name: pets\nfacets: [{id: a, kind: b, tags: [" + "{x: 1},".repeat(140_000) + "]}]";
        long start = System.nanoTime();

        HttpResponse<String> answer = put("/taxonomies/pets", YAML, BodyPublishers.ofString(mistakes));

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
        JsonNode problem = new ObjectMapper().readTree(answer.body());
        assertThat(problem.get("status").intValue()).isEqualTo(422);
        assertThat(problem.get("problems")).hasSize(1_000);
        assertThat(problem.get("detail").textValue()).matches("taxonomy pets has [0-9]{3},[0-9]{3} problems");
    }

    @ParameterizedTest
    @CsvSource({
        "/taxonomies/nobody, 404, nobody",
        "/taxonomies/nobody/versions, 404, nobody",
        "/taxonomies/nobody/draft, 404, draft",
        "/taxonomies/nobody/diff, 404, nobody",
        DEMO + "/diff, 404, draft",
        DEMO + "/diff?to=00000000, 404, 00000000",
        DEMO + "/diff?to=latest, 400, latest",
        DEMO + "/versions/abc, 400, abc",
        DEMO + "/versions/00000000, 404, 00000000",
        DEMO + "/versions/%25, 400, hash",
        DEMO + "/versions?limit=99999999999999999999, 400, limit",
        "/taxonomies/..%2Fphotos, 404, photos",
        "/taxonomies/a%00b, 404, taxonomy",
    })
    void explainsWhatIsNotThere(String path, int status, String named) {
        given(api)
                .urlEncodingEnabled(false)
                .get(path)
                .then()
                .statusCode(status)
                .contentType(PROBLEM)
                .body("detail", containsString(named));
    }

    @ParameterizedTest
    @ValueSource(strings = {"author=a%00b", "note=a%07b", "author=LONG"})
    void refusesRemarksThatNobodyCanRead(String query) {
        given(api)
                .urlEncodingEnabled(false)
                .contentType(YAML)
                .body(PETS.replace("NAME", "remarked"))
                .put("/taxonomies/remarked?" + query.replace("LONG", "a".repeat(201)))
                .then()
                .statusCode(400)
                .contentType(PROBLEM)
                .body("detail", startsWith(query.substring(0, query.indexOf('='))));
        given(api).get("/taxonomies/remarked/versions").then().statusCode(404);
    }

    @Test
    void comparesVersions() {
        String first = publish("compared", PETS);
        String second = publish("compared", PETS.replace("name: Pet", "name: Animal"));
        String third = publish("compared", PETS.replace("[dog, cat]", "[dog, {id: cat, threshold: 0.7}]"));

        given(api)
                .get("/taxonomies/compared/diff?from=" + first.substring(0, 8) + "&to=" + second)
                .then()
                .statusCode(200)
                .body("from", equalTo(first))
                .body("to", equalTo(second))
                .body("changesTags", equalTo(false))
                .body("changes", hasSize(1))
                .body("changes[0].subject", equalTo("facet"))
                .body("changes[0].aspect", equalTo("name"))
                .body("changes[0].before", contains("Pet"))
                .body("changes[0].after", contains("Animal"));
        String text = given(api)
                .accept("text/plain")
                .get("/taxonomies/compared/diff?from=" + first + "&to=" + third)
                .asString();
        assertThat(text).contains("→", "tag cat", "threshold", "0.7");
    }

    @Test
    void aDraftIsWorkedOnPublishedAndGone() {
        put("drafted", "name: [").then().statusCode(201);
        Response begun = given(api).get("/taxonomies/drafted/draft");
        begun.then()
                .statusCode(200)
                .body("revision", equalTo(1))
                .body("problems", not(empty()))
                .body("version", nullValue())
                .body("definition", equalTo("name: ["));
        String first = begun.header("etag");

        put("drafted", PETS).then().statusCode(428).contentType(PROBLEM);
        put("drafted", PETS, "If-None-Match", "*").then().statusCode(412);
        put("drafted", PETS, "If-Match", "\"7-0\"").then().statusCode(412);
        given(api)
                .header("If-Match", first)
                .post("/taxonomies/drafted/draft/publish")
                .then()
                .statusCode(422)
                .body("problems", not(empty()));
        Response changed = put("drafted", PETS, "If-Match", first);
        changed.then()
                .statusCode(200)
                .body("revision", equalTo(2))
                .body("problems", empty())
                .body("version.length()", equalTo(64));
        String second = changed.header("etag");
        put("drafted", PETS, "If-Match", first).then().statusCode(412).body("detail", containsString(second));
        assertThat(given(api).accept(YAML).get("/taxonomies/drafted/draft").asString())
                .isEqualTo(PETS.replace("NAME", "drafted"));
        given(api).post("/taxonomies/drafted/draft/publish").then().statusCode(428);

        given(api)
                .header("If-Match", second)
                .post("/taxonomies/drafted/draft/publish?note=done")
                .then()
                .statusCode(201)
                .body("version.version", equalTo(changed.jsonPath().getString("version")))
                .body("version.author", equalTo("bob"))
                .body("version.note", equalTo("done"));

        given(api).get("/taxonomies/drafted/draft").then().statusCode(404);
        put("drafted", PETS, "If-Match", second).then().statusCode(412);
    }

    @Test
    void aDraftInJsonIsKeptInYamlWhateverIsWrongWithIt() {
        given(api)
                .contentType(JSON)
                .body(Map.of("name", "jotted", "facets", List.of(Map.of("id", "no", "tags", List.of("12")))))
                .put("/taxonomies/jotted/draft")
                .then()
                .statusCode(201)
                .body("definition", containsString("name: jotted\n"))
                .body("definition", containsString("- \"12\""))
                .body("problems.place", hasItems("facets[0].kind", "facets[0].background"));
        given(api)
                .contentType(JSON)
                .body("{\"name\": ")
                .header("If-Match", "*")
                .put("/taxonomies/jotted/draft")
                .then()
                .statusCode(422)
                .body("problems", hasSize(1));
        given(api).delete("/taxonomies/jotted/draft").then().statusCode(428);
        given(api)
                .header("If-Match", "*")
                .delete("/taxonomies/jotted/draft")
                .then()
                .statusCode(204);
        given(api)
                .header("If-Match", "*")
                .delete("/taxonomies/jotted/draft")
                .then()
                .statusCode(404);
        given(api)
                .contentType(YAML)
                .body(PETS)
                .put("/taxonomies/Not%20A%20Name/draft")
                .then()
                .statusCode(400);
    }

    @Test
    void aDraftKnowsWhatItIsMadeFrom() {
        String first = publish("based", PETS);

        put("based", PETS.replace("cat", "cow"), "If-None-Match", "*").then().body("basedOn", nullValue());
        given(api)
                .contentType(YAML)
                .body(PETS.replace("NAME", "based").replace("cat", "cow"))
                .header("If-Match", "*")
                .put("/taxonomies/based/draft?basedOn=" + first.substring(0, 10))
                .then()
                .statusCode(200)
                .body("basedOn", equalTo(first));
        put("based", PETS.replace("cat", "hen"), "If-Match", "*").then().body("basedOn", equalTo(first));
        given(api)
                .get("/taxonomies/based/diff?from=" + first)
                .then()
                .statusCode(200)
                .body("changesTags", equalTo(true))
                .body("changes.find { it.id == 'hen' }.aspect", equalTo("added"));
    }

    @Test
    void describesItself() {
        given(api)
                .get("/openapi?format=json")
                .then()
                .statusCode(200)
                .body(
                        "paths.keySet()",
                        hasItems(
                                "/taxonomies",
                                "/taxonomies/{name}",
                                "/taxonomies/{name}/versions/{version}",
                                "/taxonomies/{name}/diff",
                                "/taxonomies/{name}/draft",
                                "/taxonomies/{name}/draft/publish",
                                "/photos/{id}/tags",
                                "/photos/{id}/tags/{tag}",
                                "/photos/{id}/explain"));
    }

    /** Without RestAssured, which is not made for what is hostile. */
    private static HttpResponse<String> put(String address, String type, HttpRequest.BodyPublisher body)
            throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(worker.address().resolve(address))
                            .header("content-type", type)
                            .PUT(body)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    /** The version's hash. */
    private static String publish(String name, String yaml) {
        return given(api)
                .contentType(YAML)
                .body(yaml.replace("NAME", name))
                .put("/taxonomies/" + name)
                .then()
                .extract()
                .path("version.version");
    }

    /** Writes a draft, as bob. */
    private static Response put(String name, String yaml, String... header) {
        RequestSpecification request = given(api).contentType(YAML).body(yaml.replace("NAME", name));
        if (header.length == 2) {
            request = request.header(header[0], header[1]);
        }
        return request.put("/taxonomies/" + name + "/draft?author=bob");
    }
}
