package io.tagstream.clip.archive;

import io.tagstream.clip.checkpoint.CheckpointException;
import io.tagstream.clip.checkpoint.ClipConfig;
import io.tagstream.clip.checkpoint.Safetensors;
import io.tagstream.clip.checkpoint.Snapshot;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Turns snapshots into archives, once: an archive is named by the digest of all that goes into it, and one that is
 * there is not written again. Needs a few megabytes of heap whatever the size of the model.
 */
public final class ArchiveImporter {

    private static final System.Logger LOG = System.getLogger(ArchiveImporter.class.getName());

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
     * Imports a Hugging Face snapshot of a CLIP.
     *
     * @throws CheckpointException where the snapshot cannot be run, or the archive cannot be written
     */
    public ClipArchive importSnapshot(Path snapshotDirectory, Precision precision) {
        Snapshot snapshot = Snapshot.read(snapshotDirectory);
        String digest = ModelDigest.of(snapshot, precision);
        Path file = directory.resolve("clip-%s.pt".formatted(digest));
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

    /** Beside the final place and then renamed, so that half an archive is never found, not even after a crash. */
    private void write(Path file, Snapshot snapshot, String digest, Precision precision) {
        try {
            Files.createDirectories(directory);
            Path part = Files.createTempFile(directory, "clip-", ".part");
            try {
                writePart(part, snapshot, digest, precision);
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw new CheckpointException(file, "cannot be written: " + e, e);
        }
    }

    private static void writePart(Path part, Snapshot snapshot, String digest, Precision precision) throws IOException {
        try (Safetensors weights = Safetensors.open(snapshot.weights());
                FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
            new ArchiveWriter(precision)
                    .write(
                            channel,
                            ClipModule.of(snapshot, weights),
                            description(snapshot, weights, digest, precision),
                            Files.readAllBytes(snapshot.tokenizer()));
            channel.force(true);
        }
    }

    private static ArchiveDescription description(
            Snapshot snapshot, Safetensors weights, String digest, Precision precision) {
        float[] logScale = new float[1];
        weights.tensor("logit_scale").read(0, logScale, 1);
        ClipConfig config = snapshot.config();
        return new ArchiveDescription(
                ArchiveDescription.FORMAT,
                digest,
                precision,
                config.projection(),
                config.vision().imageSize(),
                config.text().contextLength(),
                config.text().vocabulary(),
                (float) Math.exp(logScale[0]));
    }
}
