package io.tagstream.decode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Linux says of this process' memory, Java's and native alike. */
public final class ResidentSize {

    private static final Path STATUS = Path.of("/proc/self/status");

    private ResidentSize() {}

    public static boolean isKnown() {
        return Files.exists(STATUS);
    }

    /** Bytes, now. */
    public static long now() throws IOException {
        return field("VmRSS:");
    }

    /** Bytes, at most since the process began. */
    public static long peak() throws IOException {
        return field("VmHWM:");
    }

    private static long field(String name) throws IOException {
        return Files.readAllLines(STATUS).stream()
                .filter(line -> line.startsWith(name))
                .map(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .findFirst()
                .orElseThrow();
    }
}
