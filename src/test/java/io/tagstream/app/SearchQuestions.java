package io.tagstream.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tagstream.local.LocalDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a worker says to bad questions, and what the command line answers. */
abstract class SearchQuestions extends SearchScenes {

    SearchQuestions(Function<Path, LocalDatabase> database) {
        super(database);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    q | -gras | 400 | q -gras excludes a tag, and the taxonomy in force has none of that name; do you mean grass?
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
        Map<String, String> parameters = field.equals("q") ? Map.of("q", value) : Map.of(field, value, "q", "-night");
        problem(parameters, status).body("detail", containsString(detail));
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
        problem(Map.of("q", "red", "photo", catalog().scenes.keySet().iterator().next()), 400)
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
        api().contentType("image/jpeg")
                .body("no picture".getBytes(StandardCharsets.UTF_8))
                .post("/search")
                .then()
                .statusCode(422)
                .contentType(PROBLEM)
                .body("code", equalTo("IMAGE_FORMAT_UNSUPPORTED"));
        api().contentType("image/jpeg")
                .post("/search")
                .then()
                .statusCode(400)
                .body("detail", containsString("the body is empty"));
        api().multiPart("picture", "no picture")
                .post("/search")
                .then()
                .statusCode(400)
                .body("detail", containsString("no part named file"));
        api().contentType("image/jpeg")
                .body(new byte[1_000_001])
                .post("/search")
                .then()
                .statusCode(413);
    }

    @Test
    void aPictureOfAFormIsFilteredAsWell() {
        Path file = LocalTagstream.SAMPLES.resolve("three-red-circles.jpg");
        List<String> found = ids(api().multiPart("file", file.toFile(), "image/jpeg")
                .post("/search?min-relevance=0&limit=200&q=-circle")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath());

        assertThat(found).isNotEmpty().doesNotContainAnyElementsOf(tagged("circle"));
    }

    @Test
    void everyParameterIsDescribed() {
        List<String> parameters = api().get("/openapi?format=json")
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

    /** What the command line finds is what REST finds; the model is in the same precision. */
    @Test
    void theCommandLineFindsTheSame() throws Exception {
        CommandLineAnswer text = command("a", "photo", "of", "a", "green", "ring", "-night", "--limit", "5", "--json");
        CommandLineAnswer photo =
                command("--photo", catalog().scenes.keySet().iterator().next(), "--limit", "3");
        CommandLineAnswer listed = command("--tag", "Red", "--not", "night", "--taken", "2026-07", "--json");
        CommandLineAnswer nothing = command("a lawnmower");
        CommandLineAnswer wrong = command("ring", "-nihgt");

        assertThat(text.status()).as(text.err()).isZero();
        assertThat(new ObjectMapper().readTree(text.out()).findValuesAsText("photoId"))
                .hasSize(5)
                .isEqualTo(ids(find(Map.of("q", "a photo of a green ring -night", "limit", 5))));
        assertThat(photo.status()).as(photo.err()).isZero();
        assertThat(photo.out()).contains("relevance", "photos", "--after ");
        assertThat(new ObjectMapper().readTree(listed.out()).findValuesAsText("photoId"))
                .isNotEmpty()
                .isEqualTo(ids(find(Map.of("q", "tag:red -night taken:2026-07"))));
        assertThat(nothing.status()).isZero();
        assertThat(nothing.out()).contains("No photo is found.", "--min-relevance 0 shows all");
        assertThat(wrong.status()).isEqualTo(1);
        assertThat(wrong.err())
                .contains("q -nihgt excludes a tag", "do you mean night?")
                .doesNotContain("Exception");
    }

    private record CommandLineAnswer(int status, String out, String err) {}

    private CommandLineAnswer command(String... arguments) throws IOException, InterruptedException {
        LocalTagstream tagstream = catalog().tagstream;
        Path out = Files.createTempFile(tagstream.services.directory(), "search", ".out");
        Path err = Files.createTempFile(tagstream.services.directory(), "search", ".err");
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of(
                "--database",
                tagstream.services.database().jdbcUrl(),
                "--user",
                "postgres",
                "--password=postgres",
                "--model",
                LocalTagstream.DEMO_MODEL.resolve("snapshot").toString(),
                "--precision",
                "FLOAT32",
                "--cache",
                tagstream.services.directory().resolve("models").toString()));
        int status =
                tagstream.start(out, err, "search", all.toArray(String[]::new)).waitFor();
        return new CommandLineAnswer(status, Files.readString(out), Files.readString(err));
    }
}
