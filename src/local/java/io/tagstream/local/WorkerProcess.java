package io.tagstream.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** The worker as it is shipped, in a process of its own: what the demo runs, the benchmarks measure and the tests kill. */
public final class WorkerProcess implements AutoCloseable {

    private static final Path APPLICATION = Home.path("target/quarkus-app/quarkus-run.jar");

    private final Process process;
    private final int port;
    private final Path log;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();

    private WorkerProcess(Process process, int port, Path log) {
        this.process = process;
        this.port = port;
        this.log = log;
    }

    /**
     * Starts a worker.
     *
     * @param jvm further arguments of the JVM
     * @param settings as system properties, such as {@code tagstream.model.directory}
     * @param log receives what it prints; appended to
     */
    public static WorkerProcess start(
            LocalServices services, int port, List<String> jvm, Map<String, String> settings, Path log) {
        List<String> command = program(services, jvm, settings);
        command.add("-Dquarkus.http.host=127.0.0.1");
        command.add("-Dquarkus.http.port=" + port);
        command.addAll(List.of("-jar", APPLICATION.toString(), "worker"));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            WorkerProcess worker = new WorkerProcess(process, port, log);
            services.closeBefore(worker);
            return worker;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Starts another command of the same program.
     *
     * @param out receives its standard output
     * @param err receives its standard error; appended to
     */
    public static Process command(
            LocalServices services,
            List<String> jvm,
            Map<String, String> settings,
            Path out,
            Path err,
            String name,
            String... options) {
        List<String> command = program(services, jvm, settings);
        command.addAll(List.of("-jar", APPLICATION.toString(), name));
        command.addAll(List.of(options));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectOutput(out.toFile())
                    .redirectError(ProcessBuilder.Redirect.appendTo(err.toFile()))
                    .start();
            services.closeBefore(process::destroyForcibly);
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> program(LocalServices services, List<String> jvm, Map<String, String> settings) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Xmx1g",
                "-XX:+UseSerialGC"));
        command.addAll(jvm);
        services.workerSettings().forEach((name, value) -> command.add("-D" + name + "=" + value));
        settings.forEach((name, value) -> command.add("-D" + name + "=" + value));
        return command;
    }

    /** Starts a worker as it is shipped. */
    public static WorkerProcess start(LocalServices services, int port, Map<String, String> settings, Path log) {
        return start(services, port, List.of(), settings, log);
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /**
     * What the process ended with.
     *
     * @return empty while it runs
     */
    public OptionalInt exitStatus() {
        return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
    }

    /**
     * Waits until the worker says that it is ready.
     *
     * @throws IllegalStateException with the end of its log, when it ends before or is not ready in time
     */
    public void awaitReady(Duration timeout) {
        Instant end = Instant.now().plus(timeout);
        while (!isReady()) {
            if (!process.isAlive()) {
                throw new IllegalStateException(
                        "the worker ended with status " + process.exitValue() + ":\n" + endOfLog());
            }
            if (Instant.now().isAfter(end)) {
                throw new IllegalStateException("the worker is not ready after " + timeout + ":\n" + endOfLog());
            }
            sleep();
        }
    }

    public boolean isReady() {
        return get("/health/ready")
                .map(response -> response.statusCode() == 200)
                .orElse(false);
    }

    /**
     * Asks the worker.
     *
     * @return empty while it does not answer
     */
    public Optional<HttpResponse<String>> get(String path) {
        HttpRequest request = HttpRequest.newBuilder(address().resolve(path))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return Optional.of(http.send(request, HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** SIGKILL: nothing of it gets to say a last word. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    @Override
    public void close() {
        stop();
    }

    /** SIGTERM, and SIGKILL to one that takes too long. */
    public void stop() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            kill();
        }
    }

    public String endOfLog() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
        } catch (IOException e) {
            return "(no log: " + e.getMessage() + ")";
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
