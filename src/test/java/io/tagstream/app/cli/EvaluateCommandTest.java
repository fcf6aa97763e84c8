package io.tagstream.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tagstream.evaluation.HeldOut;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo model and its taxonomy, on scenes that it never saw. */
class EvaluateCommandTest {

    private static final Path DEMO = Path.of("src/demo-model");

    @TempDir
    private static Path cache;

    @TempDir
    private Path directory;

    private record Result(int status, String out, String err) {}

    @Test
    void measuresTheDemoModelOnScenesThatItNeverSaw() throws IOException {
        Path table = HeldOut.FOLDER.resolve("labels.csv");
        assertThat(Files.readString(table)).isEqualTo(HeldOut.csv());
        Path json = directory.resolve("evaluation.json");
        Path html = directory.resolve("evaluation.html");

        Result result = run(table.toString(), "--json", json.toString(), "--html", html.toString());

        result.out.lines().limit(9).forEach(System.out::println);
        assertThat(result.err).isEmpty();
        assertThat(result.status).isZero();
        assertThat(result.out).startsWith("252 photos, ").contains("micro-F1 0.9", "Reliability");
        JsonNode evaluation = new ObjectMapper().readTree(json.toFile());
        assertThat(evaluation.at("/overall/f1").doubleValue()).isGreaterThanOrEqualTo(0.9);
        assertThat(evaluation.at("/facets")).hasSize(5);
        assertThat(evaluation.at("/tags")).hasSize(28);
        assertThat(evaluation.at("/problems")).isEmpty();
        assertThat(evaluation.at("/model/name").textValue()).isEqualTo("snapshot");
        assertThat(Files.readString(html))
                .startsWith("<!doctype html>")
                .contains("data:image/jpeg;base64,")
                .contains("<caption>shape</caption>")
                .endsWith("</html>\n");
    }

    @Test
    void goesOnAfterWhatItCannotReadAndSaysSoInTheEnd() throws IOException {
        put("heart", "blue-heart-00.jpg", "blue-heart-01.jpg");
        put("colour/green", "green-ring-00.jpg");
        put("elephant", "green-ring-01.jpg");
        Files.writeString(directory.resolve("heart/notes.txt"), "two hearts");

        Result result = run(directory.toString(), "--json", "-");

        assertThat(result.status).isEqualTo(1);
        assertThat(result.err)
                .contains("elephant/: there is no tag \"elephant\"")
                .contains("heart/notes.txt: IMAGE_FORMAT_UNSUPPORTED: ");
        JsonNode evaluation = new ObjectMapper().readTree(result.out);
        assertThat(evaluation.at("/photos").intValue()).isEqualTo(3);
        assertThat(evaluation.at("/facets/0/id").textValue()).isEqualTo("colour");
        assertThat(evaluation.at("/facets/0/photos").intValue()).isEqualTo(1);
        assertThat(evaluation.at("/problems")).hasSize(2);
    }

    /** So flat a calibration leaves no colour above its threshold. */
    @Test
    void takesCalibrationsIntoAccount() throws IOException {
        Path table = HeldOut.FOLDER.resolve("labels.csv");
        Path fitting = Files.writeString(directory.resolve("fitting.json"), """
                {"calibrations": {"red": {"origin": "CORRECTIONS", "slope": 0.001, "offset": -1, "samples": 50}}}
                """);

        Result result = run(table.toString(), "--limit", "36", "--fitting", fitting.toString(), "--json", "-");

        JsonNode red = new ObjectMapper().readTree(result.out).at("/tags/0");
        assertThat(red.at("/id").textValue()).isEqualTo("red");
        assertThat(red.at("/misses").intValue())
                .isEqualTo(red.at("/shown").intValue())
                .isPositive();
        assertThat(run(table.toString(), "--fitting", table.toString()).err).contains("labels.csv is no fitting");
    }

    @Test
    void looksAtSomePhotosOnly() throws IOException {
        Path table = HeldOut.FOLDER.resolve("labels.csv");

        assertThat(run(table.toString(), "--limit", "7").out).startsWith("7 photos, ");
        assertThat(run(table.toString(), "--limit", "0").status).isEqualTo(2);
    }

    @Test
    void saysWhatIsWrongWithTheWholeTable() throws IOException {
        Path table = Files.writeString(directory.resolve("labels.csv"), "name,tags\n");

        assertThat(run(table.toString()))
                .satisfies(result -> assertThat(result.status).isEqualTo(1))
                .satisfies(result -> assertThat(result.err).startsWith("labels.csv:1: one column has to be named"));
        Files.writeString(table, "path,tags\na.jpg,elephant\n");
        assertThat(run(table.toString()).err)
                .contains("labels.csv:2: there is no tag \"elephant\"", "there are no photos in");
        assertThat(run(directory.resolve("gone").toString()).err).contains("there is no folder or file");
    }

    private void put(String folder, String... pictures) throws IOException {
        Files.createDirectories(directory.resolve(folder));
        for (String picture : pictures) {
            Files.copy(
                    HeldOut.FOLDER.resolve(picture), directory.resolve(folder).resolve(picture));
        }
    }

    private static Result run(String... arguments) {
        List<String> all = new ArrayList<>(List.of("evaluate"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--model", DEMO.resolve("snapshot").toString()));
        all.addAll(List.of("--taxonomy", DEMO.resolve("taxonomy.yaml").toString()));
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
