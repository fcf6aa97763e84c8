package io.tagstream.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much of this process is in memory, native memory included: what a leak of tensors shows in, and the Java heap does not. */
public final class ResidentSize {

    private static final Path STATUS = Path.of("/proc/self/status");

    private ResidentSize() {}

    /** Bytes now; Linux says so itself, elsewhere {@code ps} is asked. */
    public static long bytes() {
        try {
            return isExact() ? fromProc("VmRSS:") : 1024 * fromPs();
        } catch (IOException e) {
            throw new UncheckedIOException("the system does not say how much memory this process takes", e);
        }
    }

    /** Whether the system says more than what {@code ps} does: Linux alone. */
    public static boolean isExact() {
        return Files.exists(STATUS);
    }

    /** Bytes at most since the process began; only where {@link #isExact}. */
    public static long peak() throws IOException {
        return fromProc("VmHWM:");
    }

    private static long fromProc(String field) throws IOException {
        return Files.readAllLines(STATUS).stream()
                .filter(line -> line.startsWith(field))
                .map(line -> line.replaceAll("\\D", ""))
                .mapToLong(kibibytes -> 1024 * Long.parseLong(kibibytes))
                .findFirst()
                .orElseThrow(() -> new IOException("no %s in %s".formatted(field, STATUS)));
    }

    private static long fromPs() throws IOException {
        String pid = Long.toString(ProcessHandle.current().pid());
        Process ps = new ProcessBuilder("ps", "-o", "rss=", "-p", pid).start();
        return Long.parseLong(new String(ps.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip());
    }
}
