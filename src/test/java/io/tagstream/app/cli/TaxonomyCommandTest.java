package io.tagstream.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.taxonomy.DefaultTaxonomy;
import io.tagstream.taxonomy.Taxonomies;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaxonomyCommandTest {

    private static final List<String> DEMO_MODEL = List.of("--model", "src/demo-model/snapshot");

    @TempDir
    private Path folder;

    private Path pets = Path.of("");

    private record Result(int status, String out, String err) {}

    @BeforeEach
    void write() throws IOException {
        pets = Files.writeString(folder.resolve("pets.yaml"), Taxonomies.PETS);
    }

    @Test
    void checkNamesTheVersionAndSaysWhatItCannotCheckWithoutAModel() {
        Result result = run("check", pets.toString());

        assertThat(result.status).isZero();
        assertThat(result.out.lines())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .matches("pets: 2 facets, 11 tags \\(2 of them retired\\), version [0-9a-f]{12}"),
                        line -> assertThat(line)
                                .contains("depends on the model", "--model", "TAGSTREAM_MODEL_DIRECTORY"));
    }

    @Test
    void checkCountsTheTokensOfAModel() throws IOException {
        Path wordy = Files.writeString(
                folder.resolve("wordy.yaml"),
                Taxonomies.PETS.replace(
                        "[a toy poodle]",
                        "[" + "a very very small poodle ".repeat(4).strip() + "]"));

        Result fits = run(Stream.concat(Stream.of("check", pets.toString()), DEMO_MODEL.stream()));
        Result tooLong = run(Stream.concat(Stream.of("check", wordy.toString()), DEMO_MODEL.stream()));

        assertThat(fits.out).contains("version ", "All prompts fit into the ");
        assertThat(fits.status).isZero();
        assertThat(tooLong.err)
                .contains("wordy.yaml has a problem", "facets[0].tags[3].words[0]", " tokens; the model reads ");
        assertThat(tooLong.status).isEqualTo(1);
    }

    @Test
    void checkPrintsEveryProblem() throws IOException {
        Path broken = Files.writeString(
                folder.resolve("broken.yaml"),
                Taxonomies.PETS.replace("{de: Hund}", "{gr: Hund}").replace("parent: lion", "parent: line"));

        Result result = run("check", broken.toString());

        assertThat(result.status).isEqualTo(1);
        assertThat(result.err.lines())
                .containsExactly(
                        "broken.yaml has 2 problems:",
                        "  facets[0].tags[1].names.gr: \"gr\" is no language; write its code, such as de or pt-BR",
                        "  facets[0].tags[7].parent: unknown tag \"line\"");
    }

    @Test
    void aFileThatIsNotThereIsASentence() {
        Result result = run("diff", pets.toString(), folder.resolve("cats.yaml").toString());

        assertThat(result.status).isEqualTo(1);
        assertThat(result.err).isEqualTo("there is no file %s%n".formatted(folder.resolve("cats.yaml")));
    }

    @Test
    void diffSaysWhatCanChangeTags() throws IOException {
        Path other = Files.writeString(
                folder.resolve("other.yaml"), Taxonomies.PETS.replace("threshold: 0.6", "threshold: 0.61"));

        Result result = run("diff", pets.toString(), other.toString());

        assertThat(result.status).isZero();
        assertThat(result.out).contains("can change", "tag cat  threshold  0.6 → 0.61");
    }

    @Test
    void showDrawsTheTree() {
        Result result = run("show", pets.toString());

        assertThat(result.status).isZero();
        assertThat(result.out.lines().skip(1)).containsExactly("""

                subject  (any-of, from 0.4, at most 10)
                ├─ animal
                │  ├─ dog  (one-of)
                │  │  ├─ poodle
                │  │  │  └─ toy-poodle
                │  │  └─ husky  (unreliable)
                │  └─ cat  (from 0.6)
                │     └─ lion  (retired)
                │        └─ cub  (retired with lion)
                └─ food

                place  (one-of, from 0.7)
                ├─ indoors
                └─ outdoors
                """.lines().toArray(String[]::new));
    }

    @Test
    void showKnowsNamesInOtherLanguages() {
        Result result = run("show", pets.toString(), "--language", "de");

        assertThat(result.out).contains("subject  Motiv  (any-of", "─ dog  Hund  (one-of)", "─ cat  (from 0.6)");
    }

    @Test
    void defaultPrintsTheBuiltInTaxonomyAsItIs() throws IOException {
        Result result = run("default");

        assertThat(result.out).isEqualTo(DefaultTaxonomy.yaml());
        Path file = Files.writeString(folder.resolve("photos.yaml"), result.out);
        assertThat(run("check", file.toString()).status).isZero();
    }

    private static Result run(Stream<String> arguments) {
        return run(arguments.toArray(String[]::new));
    }

    private static Result run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = TagstreamCommand.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(Stream.concat(Stream.of("taxonomy"), Stream.of(arguments))
                        .toArray(String[]::new));
        return new Result(status, out.toString(), err.toString());
    }
}
