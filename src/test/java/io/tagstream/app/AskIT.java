package io.tagstream.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.builder.RequestSpecBuilder;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.tagstream.local.WorkerProcess;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is asked of a running worker, and the same of the command line. */
class AskIT {

    private static final String PROBLEM = "application/problem+json";
    private static final Path STARS = LocalTagstream.SAMPLES.resolve("four-red-stars.jpg");
    private static final List<String> LABELS = List.of("four red stars", "one blue heart", "two green circles");
    private static final Path APPLICATION = Path.of("target/quarkus-app/quarkus-run.jar");

    private static LocalTagstream tagstream;
    private static WorkerProcess worker;
    private static RequestSpecification api;

    @BeforeAll
    static void start() {
        tagstream = new LocalTagstream().with("tagstream.fetch.max-bytes", "1000000");
        worker = tagstream.startReadyWorker();
        api = new RequestSpecBuilder().setBaseUri(worker.address()).build();
    }

    @AfterAll
    static void stop() {
        worker.close();
        tagstream.close();
    }

    @Test
    void allWaysOfAskingGiveTheSameProbabilities() throws Exception {
        Map<String, Double> body = probabilities(given(api)
                .contentType("image/jpeg")
                .queryParam("label", LABELS)
                .body(Files.readAllBytes(STARS))
                .post("/classify")
                .then());
        Map<String, Double> form = probabilities(given(api)
                .multiPart("file", STARS.toFile(), "image/jpeg")
                .multiPart("labels", String.join(",", LABELS))
                .post("/classify")
                .then());
        Map<String, Double> json = probabilities(given(api)
                .contentType("application/json")
                .body(Map.of("uri", STARS.toUri().toString(), "labels", LABELS))
                .post("/classify")
                .then());

        assertThat(body.keySet().iterator().next()).isEqualTo("four red stars");
        assertThat(body.values().stream().mapToDouble(value -> value).sum()).isCloseTo(1, within(1e-9));
        assertSame(form, body);
        assertSame(json, body);
        Map<String, Double> commandLine = new LinkedHashMap<>();
        cli("classify", STARS.toString(), "--labels", String.join(",", LABELS), "--json")
                .at("/photos/0/labels")
                .forEach(label -> commandLine.put(
                        label.get("label").textValue(), label.get("probability").doubleValue()));
        assertSame(commandLine, body);
    }

    @Test
    void aTemplateChangesWhatIsAskedAndNotWhatIsAnswered() {
        given(api)
                .contentType("application/json")
                .body(Map.of(
                        "uri", STARS.toUri().toString(), "labels", List.of("red", "blue"), "template", "four {} stars"))
                .post("/classify")
                .then()
                .statusCode(200)
                .body("model.name", equalTo("drawn-scenes"))
                .body("model.digest.length()", equalTo(64))
                .body("labels[0].label", equalTo("red"))
                .body("labels[0].prompt", equalTo("four red stars"));
    }

    @Test
    void embeddingsOfPicturesAndTextsHaveTheCosinesOfTheCommandLine() throws Exception {
        List<Float> picture = given(api)
                .contentType("image/jpeg")
                .body(Files.readAllBytes(STARS))
                .post("/embed")
                .jsonPath()
                .getList("embeddings[0]", Float.class);
        JsonPath both = given(api)
                .contentType("application/json")
                .body(Map.of(
                        "texts",
                        List.of(LABELS.getFirst()),
                        "uris",
                        List.of(STARS.toUri().toString())))
                .post("/embed")
                .jsonPath();
        List<Float> text = both.getList("embeddings[0]", Float.class);

        assertThat(both.getInt("dimensions")).isEqualTo(text.size()).isEqualTo(picture.size());
        assertThat(cosine(picture, both.getList("embeddings[1]", Float.class))).isCloseTo(1, within(1e-5));
        double commandLine = cli("similar", STARS.toString(), LABELS.getFirst(), "--json")
                .at("/cosines/0/1")
                .doubleValue();
        assertThat(cosine(picture, text)).isCloseTo(commandLine, within(1e-5));
    }

    @Test
    void base64HoldsTheSameNumbers() {
        Map<String, Object> question = Map.of("texts", List.of("one blue heart"));
        List<Float> numbers = given(api)
                .contentType("application/json")
                .body(question)
                .post("/embed")
                .jsonPath()
                .getList("embeddings[0]", Float.class);
        String base64 = given(api)
                .contentType("application/json")
                .body(question)
                .post("/embed?encoding=base64")
                .jsonPath()
                .getString("embeddings[0]");

        var floats = ByteBuffer.wrap(Base64.getDecoder().decode(base64))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
        assertThat(floats.remaining()).isEqualTo(numbers.size());
        assertThat(IntStream.range(0, numbers.size()).mapToObj(floats::get)).isEqualTo(numbers);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
                    /classify | {"labels": ["a"]}                                          | uri is missing
                    /classify | {"uri": "file:///a.jpg"}                                   | labels: there are no labels
                    /classify | {"uri": "file:///a.jpg", "labels": "a"}                    | labels is not a list of strings
                    /classify | {"uri": "file:///a.jpg", "labels": ["a", ""]}              | label 2 is empty
                    /classify | {"uri": "file:///a.jpg", "labels": ["a", "a"]}             | 'a' is named twice
                    /classify | {"uri": "file:///a.jpg", "labels": ["a"], "template": "b"} | template has no {}
                    /classify | {"uri": "a b", "labels": ["a"]}                            | uri: no URI
                    /classify | ["a"]                                                      | not a JSON object
                    /embed    | {}                                                         | neither texts nor uris
                    /embed    | {"texts": [1]}                                             | texts is not a list of strings
                    /embed    | {"texts": [" "]}                                           | texts: one is empty
                    """)
    void namesTheFieldThatIsWrong(String path, String body, String detail) {
        given(api)
                .contentType("application/json")
                .body(body)
                .post(path)
                .then()
                .statusCode(400)
                .contentType(PROBLEM)
                .body("detail", containsString(detail));
    }

    @Test
    void namesTheLimitThatIsPassed() {
        List<String> labels =
                IntStream.range(0, 1001).mapToObj(i -> "label " + i).toList();
        given(api)
                .contentType("application/json")
                .body(Map.of("uri", STARS.toUri().toString(), "labels", labels))
                .post("/classify")
                .then()
                .statusCode(400)
                .body("detail", containsString("tagstream.ask.max-labels"));
        given(api)
                .contentType("application/json")
                .body(Map.of("texts", List.of("a".repeat(2001))))
                .post("/embed")
                .then()
                .statusCode(400)
                .body("detail", containsString("tagstream.ask.max-text-length"));
        given(api)
                .contentType("application/json")
                .body(Map.of("texts", List.of("a".repeat(1 << 20))))
                .post("/embed")
                .then()
                .statusCode(413)
                .contentType(PROBLEM)
                .body("detail", containsString("JSON"));
        given(api)
                .contentType("image/jpeg")
                .body(new byte[1_000_001])
                .post("/embed")
                .then()
                .statusCode(413)
                .contentType(PROBLEM)
                .body("detail", containsString("tagstream.fetch.max-bytes"));
    }

    @Test
    void aPictureThatTheFlowWouldRejectHasItsCode() {
        given(api)
                .contentType("image/png")
                .body("no picture".getBytes(StandardCharsets.UTF_8))
                .post("/classify?label=a")
                .then()
                .statusCode(422)
                .contentType(PROBLEM)
                .body("code", equalTo("IMAGE_FORMAT_UNSUPPORTED"));
        given(api)
                .contentType("application/json")
                .body(Map.of("uris", List.of("file:///nowhere/gone.jpg")))
                .post("/embed")
                .then()
                .statusCode(422)
                .body("code", equalTo("SOURCE_OUTSIDE_ROOTS"));
        given(api)
                .contentType("text/plain")
                .body("a")
                .post("/classify")
                .then()
                .statusCode(415)
                .contentType(PROBLEM);
    }

    @Test
    void describesItself() {
        given(api)
                .get("/openapi?format=json")
                .then()
                .body("paths.keySet()", hasItems("/classify", "/embed"))
                .body("paths.'/classify'.post.responses.keySet()", hasItems("200", "400", "413", "422", "503"));
    }

    private static Map<String, Double> probabilities(ValidatableResponse response) {
        JsonPath answer = response.statusCode(200).extract().jsonPath();
        Map<String, Double> probabilities = new LinkedHashMap<>();
        for (int i = 0; i < LABELS.size(); i++) {
            probabilities.put(
                    answer.getString("labels[" + i + "].label"), answer.getDouble("labels[" + i + "].probability"));
        }
        return probabilities;
    }

    private static void assertSame(Map<String, Double> actual, Map<String, Double> expected) {
        assertThat(new ArrayList<>(actual.keySet())).isEqualTo(new ArrayList<>(expected.keySet()));
        expected.forEach((label, probability) -> assertThat(actual.get(label)).isCloseTo(probability, within(1e-5)));
    }

    private static double cosine(List<Float> a, List<Float> b) {
        return IntStream.range(0, a.size())
                .mapToDouble(i -> (double) a.get(i) * b.get(i))
                .sum();
    }

    /** The command as it is shipped; whatever it says beside its answer would not be JSON. */
    private static JsonNode cli(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-jar",
                APPLICATION.toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of(
                "--model",
                LocalTagstream.DEMO_MODEL.resolve("snapshot").toString(),
                "--precision",
                "FLOAT32", // as the worker's: in bfloat16, a cosine moves by some ten-thousandths
                "--cache",
                tagstream.services.directory().resolve("models").toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return new ObjectMapper().readTree(output);
    }
}
