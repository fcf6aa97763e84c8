package io.tagstream.clip;

import io.tagstream.clip.archive.ArchiveImporter;
import io.tagstream.clip.archive.Precision;
import java.nio.file.Path;
import java.util.List;

/** Imported into target, so that only the first test of a build writes an archive. */
final class Models {

    private static final Path DIRECTORY = Path.of("target/test-models");

    private Models() {}

    static ClipModel load(GoldenModel golden, Precision precision) {
        return ClipModel.load(
                new ArchiveImporter(DIRECTORY).importSnapshot(golden.snapshot(), precision),
                new ClipOptions(golden.name(), "cpu", 1, List.of()));
    }
}
