package io.tagstream.decode;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Real photos beside the checkout. A test that needs one is skipped where they are not. */
final class SharedData {

    private static final Path ROOT = Path.of("../shared/data");

    private SharedData() {}

    static byte[] read(String path) throws IOException {
        Path file = ROOT.resolve(path);
        assumeTrue(Files.exists(file), () -> file + " is not here");
        return Files.readAllBytes(file);
    }
}
