package io.tagstream.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Optional;

/** Pillow in a Python process, which is asked for one file after the other, so that both sides meet the same machine. */
final class Pillow implements AutoCloseable {

    private final Process process;
    private final Writer questions;
    private final BufferedReader answers;
    private final String version;

    /**
     * What it took for one file.
     *
     * @param full milliseconds with all pixels decoded
     * @param draft milliseconds with a JPEG reduced while it is decoded
     */
    record Times(double full, double draft) {}

    private Pillow(Process process, BufferedReader answers, String version) {
        this.process = process;
        this.questions = process.outputWriter(UTF_8);
        this.answers = answers;
        this.version = version;
    }

    /** Starts it; empty if there is no such Python, or none with Pillow. */
    static Optional<Pillow> start(String python, int size) {
        Path script = Home.path("src/local/python/decode_bench.py");
        try {
            Process process = new ProcessBuilder(python, script.toString(), Integer.toString(size))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            BufferedReader answers = process.inputReader(UTF_8);
            String version = answers.readLine();
            return version == null ? Optional.empty() : Optional.of(new Pillow(process, answers, version));
        } catch (IOException noPython) {
            return Optional.empty();
        }
    }

    String version() {
        return version;
    }

    /** Empty for a file that Pillow cannot decode. */
    Optional<Times> decode(Path file) {
        try {
            questions.write(file.toAbsolutePath() + "\n");
            questions.flush();
            String answer = answers.readLine();
            if (answer == null) {
                throw new IOException("Python ended");
            }
            String[] times = answer.split(" ", -1);
            return times[0].equals("-")
                    ? Optional.empty()
                    : Optional.of(new Times(Double.parseDouble(times[0]), Double.parseDouble(times[1])));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
