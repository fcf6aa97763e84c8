package io.tagstream.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much of this process is in memory, native memory included: what a leak of tensors shows in, and the Java heap does not. */
final class ResidentSize {

    private static final Path STATUS = Path.of("/proc/self/status");

    private ResidentSize() {}

    /** Bytes now; Linux says so itself, elsewhere {@code ps} is asked. */
    static long bytes() {
        try {
            return 1024 * (Files.exists(STATUS) ? fromProc() : fromPs());
        } catch (IOException e) {
            throw new UncheckedIOException("the system does not say how much memory this process takes", e);
        }
    }

    private static long fromProc() throws IOException {
        return Files.readAllLines(STATUS).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .map(line -> line.replaceAll("\\D", ""))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElseThrow(() -> new IOException("no VmRSS in " + STATUS));
    }

    private static long fromPs() throws IOException {
        String pid = Long.toString(ProcessHandle.current().pid());
        Process ps = new ProcessBuilder("ps", "-o", "rss=", "-p", pid).start();
        return Long.parseLong(new String(ps.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip());
    }
}
