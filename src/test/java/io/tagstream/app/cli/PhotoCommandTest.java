package io.tagstream.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PhotoCommandTest {

    private static final Path DEMO = Path.of("src/demo-model");

    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path photo;

    @BeforeEach
    void photo() throws IOException {
        photo = directory.resolve("photo.png");
        ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), "png", photo.toFile());
    }

    @Test
    void showsWhatTheWorkerWouldSee() {
        assertThat(run(photo.toString())).isZero();

        assertThat(out.toString())
                .startsWith(photo + "\n")
                .containsPattern("outcome +ok")
                .containsPattern("format +PNG")
                .containsPattern("width +40")
                .containsPattern("perceptualHash +0000000000000000");
    }

    @Test
    void goesOnAfterWhatIsBadAndSaysSoInTheEnd() throws IOException {
        Path truncated = Files.write(
                directory.resolve("truncated.png"),
                Arrays.copyOf(Files.readAllBytes(photo), (int) Files.size(photo) - 20));
        Path empty = Files.createFile(directory.resolve("empty.jpg"));
        Path text = Files.writeString(directory.resolve("text.jpg"), "not a picture");
        Path missing = directory.resolve("missing.jpg");

        int status = run(
                "--json",
                truncated.toString(),
                empty.toString(),
                text.toString(),
                missing.toString(),
                directory.toString(),
                photo.toString());

        assertThat(status).isEqualTo(1);
        List<JsonNode> reports =
                out.toString().lines().map(PhotoCommandTest::json).toList();
        assertThat(reports)
                .extracting(report -> report.path("outcome").asText())
                .containsExactly("rejected", "rejected", "rejected", "unreadable", "unreadable", "ok");
        assertThat(reports)
                .extracting(report -> report.path("code").asText())
                .startsWith("IMAGE_CORRUPT", "SOURCE_EMPTY", "IMAGE_FORMAT_UNSUPPORTED");
        assertThat(reports.get(3).path("detail").asText()).isEqualTo("there is no such file");
        assertThat(reports.getLast().path("file").asText()).isEqualTo(photo.toString());
        assertThat(reports.getLast().path("width").asInt()).isEqualTo(40);
    }

    @Test
    void followsTheWorkersLimits() {
        System.setProperty("tagstream.decode.max-pixels", "100");
        try {
            assertThat(run("--json", photo.toString())).isEqualTo(1);
        } finally {
            System.clearProperty("tagstream.decode.max-pixels");
        }

        assertThat(json(out.toString()).path("code").asText()).isEqualTo("IMAGE_TOO_MANY_PIXELS");
    }

    @Test
    void savesWhatTheModelIsGiven() throws IOException {
        Path pixels = directory.resolve("pixels");

        int status = run(
                "--json",
                "--model=" + DEMO.resolve("snapshot"),
                "--cache=" + directory.resolve("cache"),
                "--save-pixels=" + pixels,
                DEMO.resolve("heldout").resolve("blue-heart-00.jpg").toString());

        assertThat(status).as(err.toString()).isZero();
        BufferedImage saved =
                ImageIO.read(pixels.resolve("blue-heart-00.jpg.png").toFile());
        assertThat(saved.getWidth()).isEqualTo(64);
        assertThat(saved.getHeight()).isEqualTo(64);
        assertThat(json(out.toString()).path("pixels").asText()).endsWith("blue-heart-00.jpg.png");
    }

    @Test
    void savingPixelsNeedsAModel() {
        assertThat(run("--save-pixels=" + directory, photo.toString())).isEqualTo(2);

        assertThat(err.toString()).contains("--save-pixels needs --model");
    }

    private int run(String... arguments) {
        return new CommandLine(new PhotoCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private static JsonNode json(String line) {
        try {
            return JsonMapper.builder().build().readTree(line);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(line, e);
        }
    }
}
