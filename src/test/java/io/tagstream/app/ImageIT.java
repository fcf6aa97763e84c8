package io.tagstream.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The processor's image, built by {@code .ci/image} and run as an operator should: as nobody, with a root that cannot be written to and
 * without capabilities. Needs root, buildah and podman; where those are missing it is skipped, unless everything is to be tested.
 */
class ImageIT {

    private static final String IMAGE = "localhost/tagstream:test";
    private static final String CONTAINER =
            "tagstream-test-" + ProcessHandle.current().pid();

    private static final LocalTagstream TAGSTREAM = new LocalTagstream();
    private static final int PORT = LocalTagstream.freePort();

    @BeforeAll
    static void build() throws IOException {
        if (System.getenv("TAGSTREAM_TEST_EVERYTHING") == null) {
            assumeThat(Path.of("/usr/bin/buildah")).exists();
            assumeThat(Path.of("/usr/bin/podman")).exists();
            assumeThat(System.getProperty("user.name")).isEqualTo("root");
        }
        System.out.println(lastLine(run(Duration.ofMinutes(10), ".ci/image", IMAGE)));
    }

    @AfterAll
    static void stop() {
        TAGSTREAM.close();
    }

    @Test
    void tagsAPhotoAsNobodyWithAReadOnlyRootAndDrainsOnSigterm() throws IOException {
        long start = System.nanoTime();
        Process container = start();
        try {
            LocalTagstream.await("the worker is ready", Duration.ofMinutes(2), () -> {
                assertThat(container.isAlive()).as("the container runs").isTrue();
                return status("/health/ready") == 200;
            });
            double seconds = (System.nanoTime() - start) / 1e9;
            TAGSTREAM.uploads.upload("one", URI.create("file:///photos/one-yellow-circle.jpg"));
            TAGSTREAM.uploads.flush();
            TAGSTREAM.readEventsUntil(
                    "the photo is tagged", Duration.ofSeconds(60), () -> TAGSTREAM.taggedEvents() == 1);

            assertThat(tags()).contains("yellow", "circle", "one");
            assertThat(run(Duration.ofSeconds(20), ".ci/container", "exec", CONTAINER, "id", "-u"))
                    .contains("10001");
            run(Duration.ofSeconds(20), ".ci/container", "exec", CONTAINER, "tagstream", "healthy");
            System.out.printf(
                    "ready after %.1f s; resident %s; image of %s%n",
                    seconds,
                    resident(),
                    lastLine(run(
                            Duration.ofSeconds(20),
                            ".ci/container",
                            "image",
                            "inspect",
                            "--format",
                            "{{.Size}} bytes",
                            IMAGE)));
        } finally {
            run(Duration.ofMinutes(1), ".ci/container", "stop", "--time", "40", CONTAINER);
        }
        assertThat(container.onExit().join().exitValue()).as("it drained").isIn(0, 143);
    }

    private static Process start() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ".ci/container",
                "run",
                "--rm",
                "--name",
                CONTAINER,
                "--network=host",
                "--read-only",
                "--tmpfs=/tmp",
                "--cap-drop=ALL",
                "--security-opt=no-new-privileges",
                "--volume=" + LocalTagstream.DEMO_MODEL + ":/model:ro",
                "--volume=" + LocalTagstream.SAMPLES + ":/photos:ro"));
        Map<String, String> environment = Map.of(
                "QUARKUS_HTTP_PORT", Integer.toString(PORT),
                "QUARKUS_HTTP_HOST", "127.0.0.1",
                "KAFKA_BOOTSTRAP_SERVERS", TAGSTREAM.services.kafka().bootstrapServers(),
                "QUARKUS_DATASOURCE_JDBC_URL", TAGSTREAM.services.database().jdbcUrl(),
                "QUARKUS_DATASOURCE_USERNAME", "postgres",
                "QUARKUS_DATASOURCE_PASSWORD", "postgres",
                "TAGSTREAM_MODEL_DIRECTORY", "/model/snapshot",
                "TAGSTREAM_TAXONOMY_FILE", "/model/taxonomy.yaml",
                "TAGSTREAM_FETCH_ROOTS", "/photos");
        environment.forEach((name, value) -> command.add("--env=" + name + "=" + value));
        command.add(IMAGE);
        Path log = TAGSTREAM.services.directory().resolve("container.log");
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    private static List<String> tags() {
        return TAGSTREAM.query("select tag_id from tags_of_photo where photo_id = 'one'").stream()
                .map(List::getFirst)
                .toList();
    }

    /** Of the process 1 of the container. */
    private static String resident() throws IOException {
        return run(Duration.ofSeconds(20), ".ci/container", "exec", CONTAINER, "cat", "/proc/1/status")
                .lines()
                .filter(line -> line.startsWith("VmRSS"))
                .findFirst()
                .orElseThrow();
    }

    private static int status(String path) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            URI address = URI.create("http://127.0.0.1:" + PORT + path);
            return http.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException notYet) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String run(Duration patience, String... command) throws IOException {
        Path output = Files.createTempFile("command", ".log");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(patience)) {
                process.destroyForcibly();
                throw new AssertionError("not within " + patience + ": " + String.join(" ", command));
            }
            String text = Files.readString(output, StandardCharsets.UTF_8);
            assertThat(process.exitValue())
                    .as("%s said %s", String.join(" ", command), text)
                    .isZero();
            return text;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            Files.delete(output);
        }
    }

    private static String lastLine(String text) {
        return text.lines().reduce("", (before, last) -> last);
    }
}
