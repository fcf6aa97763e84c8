package io.tagstream.decode;

import io.tagstream.failure.Interrupted;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Runs a program that takes bytes and gives bytes, for a limited time. */
final class ChildProcess {

    private static final int MOST_ERROR_BYTES = 4096;

    private ChildProcess() {}

    /**
     * How it ended.
     *
     * @param exitStatus 128 and the signal's number if one killed it
     * @param timedOut whether it was us who killed it, for its time or for giving too much
     * @param error the beginning of what it said
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Result(int exitStatus, boolean timedOut, byte[] output, byte[] error) {}

    /**
     * Runs it to its end. No process of it is left when this returns or throws.
     *
     * @param environment all of it
     * @param mostOutput bytes; a program that gives more is killed
     */
    static Result run(
            List<String> command, Map<String, String> environment, byte[] input, int mostOutput, Duration time) {
        Process process = started(command, environment);
        try (ExecutorService pipes = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                pipes.execute(() -> write(process.getOutputStream(), input));
                Future<byte[]> output = pipes.submit(() -> read(process, mostOutput));
                Future<byte[]> error = pipes.submit(() -> beginning(process.getErrorStream()));
                boolean ended = process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
                if (!ended) {
                    kill(process);
                }
                return new Result(process.waitFor(), !ended, result(output), result(error));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Interrupted(e);
            } finally {
                kill(process);
            }
        }
    }

    private static byte[] result(Future<byte[]> bytes) throws InterruptedException {
        try {
            return bytes.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private static Process started(List<String> command, Map<String, String> environment) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("could not start " + command.getFirst(), e);
        }
    }

    /** With all that it may have started. */
    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /** A program that has seen enough closes its input; what it makes of it shows in its output. */
    private static void write(OutputStream out, byte[] input) {
        try (out) {
            out.write(input);
        } catch (IOException enough) {
            // nothing to add
        }
    }

    private static byte[] read(Process process, int most) {
        try (InputStream in = process.getInputStream()) {
            byte[] output = in.readNBytes(most);
            if (in.read() >= 0) {
                kill(process);
                return new byte[0];
            }
            return output;
        } catch (IOException killed) {
            return new byte[0];
        }
    }

    private static byte[] beginning(InputStream error) {
        try (error) {
            byte[] beginning = error.readNBytes(MOST_ERROR_BYTES);
            error.skip(Long.MAX_VALUE);
            return beginning;
        } catch (IOException killed) {
            return new byte[0];
        }
    }
}
