package io.tagstream.clip;

import io.tagstream.clip.archive.Precision;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Imported once a run: an archive of an earlier run may come from another version of the code. */
final class Models {

    private static final ArchiveImporter IMPORTER = new ArchiveImporter(emptied(Path.of("target/test-models")));

    private Models() {}

    static ClipModel load(GoldenModel golden, Precision precision) {
        return load(golden.snapshot(), precision);
    }

    static ClipModel load(Path snapshot, Precision precision) {
        return ClipModel.load(
                IMPORTER.importSnapshot(snapshot, precision),
                new ClipOptions(snapshot.getFileName().toString(), ClipDevice.CPU, 1));
    }

    private static Path emptied(Path directory) {
        try {
            Files.createDirectories(directory);
            try (Stream<Path> files = Files.list(directory)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
