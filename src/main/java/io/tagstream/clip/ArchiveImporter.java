package io.tagstream.clip;

import io.tagstream.clip.archive.ArchiveDescription;
import io.tagstream.clip.archive.ArchiveWriter;
import io.tagstream.clip.archive.ClipArchive;
import io.tagstream.clip.archive.ModelDigest;
import io.tagstream.clip.archive.Precision;
import io.tagstream.clip.archive.SelfCheck;
import io.tagstream.clip.checkpoint.CheckpointException;
import io.tagstream.clip.checkpoint.Snapshot;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;

/**
 * Turns snapshots into archives, once: an archive is named by the digest of the snapshot and its precision, and one that
 * is there is not written again. Needs a few megabytes of heap whatever the size of the model, and, outside of the heap,
 * the model in float32, which it runs once for the {@link SelfCheck}.
 */
public final class ArchiveImporter {

    private static final System.Logger LOG = System.getLogger(ArchiveImporter.class.getName());

    private static final Duration ABANDONED = Duration.ofHours(1);

    private final Path directory;

    /**
     * Imports into a directory.
     *
     * @param directory where archives are kept; made where it is missing
     */
    public ArchiveImporter(Path directory) {
        this.directory = directory;
    }

    /**
     * Imports a Hugging Face snapshot.
     *
     * @throws CheckpointException where the snapshot cannot be run, or the archive cannot be written
     */
    public ClipArchive importSnapshot(Path snapshotDirectory, Precision precision) {
        Snapshot snapshot = Snapshot.read(snapshotDirectory);
        String digest = ModelDigest.of(snapshot);
        Path file = file(digest, precision);
        if (!Files.exists(file)) {
            long start = System.nanoTime();
            write(file, snapshot, digest, precision);
            LOG.log(
                    System.Logger.Level.INFO,
                    "imported {0} as {1} in {2} ms",
                    snapshotDirectory,
                    file,
                    (System.nanoTime() - start) / 1_000_000);
        }
        return ClipArchive.open(file);
    }

    private Path file(String digest, Precision precision) {
        return directory.resolve("clip-%s-%s.v%d.pt".formatted(digest, precision.label(), ArchiveDescription.FORMAT));
    }

    /** Beside the final place and then renamed, so that half an archive is never found, not even after a crash. */
    private void write(Path file, Snapshot snapshot, String digest, Precision precision) {
        try {
            Files.createDirectories(directory);
            sweep();
            Path part = Files.createTempFile(directory, "clip-", ".part");
            try {
                try (ArchiveWriter archive = ArchiveWriter.write(part, snapshot, digest, precision)) {
                    archive.complete(precision == Precision.FLOAT32 ? embedded(part) : reference(snapshot, digest));
                }
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw new CheckpointException(file, "cannot be written: " + e, e);
        }
    }

    /** A process that was killed while importing leaves gigabytes behind; one that is at work touches its file. */
    private void sweep() throws IOException {
        Instant abandoned = Instant.now().minus(ABANDONED);
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(directory, "clip-*.part")) {
            for (Path part : parts) {
                if (Files.getLastModifiedTime(part).toInstant().isBefore(abandoned)) {
                    Files.deleteIfExists(part);
                }
            }
        }
    }

    /** What the snapshot gives in float32, by an archive that is there or one that is deleted again. */
    private SelfCheck reference(Snapshot snapshot, String digest) throws IOException {
        Path exact = file(digest, Precision.FLOAT32);
        if (Files.exists(exact)) {
            return ClipArchive.open(exact).check();
        }
        Path part = Files.createTempFile(directory, "clip-", ".part");
        try {
            ArchiveWriter.write(part, snapshot, digest, Precision.FLOAT32).close();
            return embedded(part);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static SelfCheck embedded(Path archive) {
        ClipOptions options = new ClipOptions("reference", ClipDevice.CPU, 0);
        try (ClipModel model = ClipModel.loadUnchecked(ClipArchive.open(archive), options)) {
            return model.embedSelfCheck();
        }
    }
}
