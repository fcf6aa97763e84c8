package io.tagstream.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Hugging Face transformers in a process of its own, measured with the same snapshot, pixels and texts. */
final class Transformers implements AutoCloseable {

    private final Process process;
    private final BufferedReader answers;
    private final List<Path> inputs;

    private Transformers(Process process, List<Path> inputs) {
        this.process = process;
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.inputs = inputs;
    }

    /**
     * Starts {@code src/local/python/bench_model.py}.
     *
     * @param pixels each uint8, 3 × size × size
     */
    static Transformers start(Path python, Path snapshot, List<byte[]> pixels, List<String> texts) {
        try {
            Path pixelFile = Files.createTempFile("tagstream-pixels-", "");
            Path textFile = Files.write(Files.createTempFile("tagstream-texts-", ""), texts);
            try (OutputStream out = Files.newOutputStream(pixelFile)) {
                for (byte[] picture : pixels) {
                    out.write(picture);
                }
            }
            String script = Home.path("src/local/python/bench_model.py").toString();
            Process process = new ProcessBuilder(
                            python.toString(), script, snapshot.toString(), pixelFile.toString(), textFile.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            return new Transformers(process, List.of(pixelFile, textFile));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start transformers with " + python, e);
        }
    }

    /** Items a second. */
    double measure(String request) {
        try {
            process.getOutputStream().write((request + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
            String answer = answers.readLine();
            if (answer == null) {
                throw new IllegalStateException("transformers stopped at '" + request + "'");
            }
            return Double.parseDouble(answer);
        } catch (IOException e) {
            throw new UncheckedIOException("transformers stopped at '" + request + "'", e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            for (Path input : inputs) {
                Files.deleteIfExists(input);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
