package io.tagstream.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Questions to the demo model, as they are typed. */
class AskCommandsTest {

    private static final String MODEL = "src/demo-model/snapshot";
    private static final String SAMPLES = "src/demo-model/samples/";

    @TempDir
    private static Path cache;

    @TempDir
    private Path directory;

    private record Result(int status, String out, String err) {}

    @Test
    void printsLabelsWithTheMostProbableFirst() {
        Result result = run(
                "classify",
                SAMPLES + "four-red-stars.jpg",
                "--labels",
                "one blue heart,four red stars",
                "--label",
                "a, b");

        assertThat(result.err).isEmpty();
        assertThat(result.status).isZero();
        assertThat(result.out.lines().toList())
                .hasSize(5)
                .satisfies(lines -> assertThat(lines.get(1)).contains("probability", "logit", "cosine", "label"))
                .satisfies(lines -> assertThat(lines.get(2)).endsWith("four red stars"));
    }

    @Test
    void answersForTheOtherPhotosWhenOneCannotBeDecoded() throws IOException {
        Path broken = Files.writeString(directory.resolve("broken.jpg"), "no picture");
        Path labels = Files.writeString(directory.resolve("labels"), "star\n\nheart\n");

        Result result = run(
                "classify",
                broken.toString(),
                SAMPLES + "one-blue-heart.jpg",
                "--labels-file",
                labels.toString(),
                "--template",
                "one blue {}",
                "--json");

        assertThat(result.status).isEqualTo(1);
        assertThat(result.err).contains("broken.jpg: IMAGE_FORMAT_UNSUPPORTED");
        JsonNode photos = json(result).get("photos");
        assertThat(photos.at("/0/error/code").textValue()).isEqualTo("IMAGE_FORMAT_UNSUPPORTED");
        assertThat(photos.at("/1/labels/0/prompt").textValue()).isEqualTo("one blue heart");
        assertThat(photos.at("/1/labels/0/probability").doubleValue()).isGreaterThan(0.5);
    }

    @Test
    void saysWhichLabelIsWrong() {
        assertThat(run("classify", "a.jpg", "--labels", "a,a").err).contains("the label 'a' is named twice");
        assertThat(run("classify", "a.jpg").err).contains("there are no labels", "--labels-file");
        assertThat(run("classify", "a.jpg", "--labels", "a", "--template", "b").err)
                .contains("no {} for the label");
    }

    @Test
    void comparesPicturesAndTextsEachWithEach() throws IOException {
        JsonNode answer = json(
                run("similar", SAMPLES + "four-red-stars.jpg", "four red stars", "--text", "one blue heart", "--json"));

        JsonNode cosines = answer.get("cosines");
        assertThat(answer.at("/items/0/photo").textValue()).endsWith("four-red-stars.jpg");
        assertThat(answer.at("/items/2/text").textValue()).isEqualTo("one blue heart");
        for (int i = 0; i < 3; i++) {
            assertThat(cosines.get(i).get(i).doubleValue()).isBetween(0.99999, 1.00001);
            for (int j = 0; j < 3; j++) {
                assertThat(cosines.get(i).get(j)).isEqualTo(cosines.get(j).get(i));
            }
        }
        assertThat(cosines.get(0).get(1).doubleValue())
                .isGreaterThan(cosines.get(0).get(2).doubleValue());
        assertThat(run("similar", "a star", "a heart").out.lines()).hasSize(3);
    }

    @Test
    void doesNotTakeAMissingFileForAText() {
        Result result = run("similar", "gone.jpg", "a star");

        assertThat(result.status).isEqualTo(1);
        assertThat(result.err).contains("there is no file gone.jpg; if it is a text, say --text");
    }

    @Test
    void printsTokensAndWhetherTheTextWasCut() throws IOException {
        Result result = run("tokens", "four red stars");
        assertThat(result.err).isEmpty();
        assertThat(result.out).contains("red").containsPattern("\\d+ of at most \\d+ tokens\n$");

        JsonNode texts =
                json(run("tokens", "star", "star ".repeat(200), "--json")).get("texts");
        assertThat(texts.at("/0/cut").booleanValue()).isFalse();
        assertThat(texts.at("/0/ids")).hasSize(texts.at("/0/count").intValue()).hasSameSizeAs(texts.at("/0/pieces"));
        assertThat(texts.at("/1/cut").booleanValue()).isTrue();
        assertThat(texts.at("/1/count")).isEqualTo(texts.at("/1/contextLength"));
    }

    @Test
    void namesTheDeviceThatIsNotThere() {
        assertThat(run("similar", "a", "b", "--device", "cuda:63").err).contains("cuda:63 is not there", "cpu");
        assertThat(run("similar", "a", "b", "--device", "gpu").err).contains("--device: 'gpu' is no device");
    }

    private static JsonNode json(Result result) throws IOException {
        return new ObjectMapper().readTree(result.out);
    }

    private static Result run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--model", MODEL));
        all.addAll(List.of("--cache", cache.toString()));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = TagstreamCommand.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
        return new Result(status, out.toString(), err.toString());
    }
}
