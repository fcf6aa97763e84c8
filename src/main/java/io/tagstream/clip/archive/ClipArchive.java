package io.tagstream.clip.archive;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tagstream.clip.checkpoint.CheckpointException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** An imported model: one file that holds everything needed to run it, tokenizer included. */
public record ClipArchive(Path file, ArchiveDescription description) {

    static final String FOLDER = "clip";
    static final String DESCRIPTION = "extra/description.json";
    static final String CHECK = "extra/check.json";
    static final String TOKENIZER = "extra/tokenizer.json";
    static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Reads what the archive says about itself.
     *
     * @throws CheckpointException where it is no archive of ours, or of another format
     */
    public static ClipArchive open(Path file) {
        try {
            ArchiveDescription description = JSON.readValue(read(file, DESCRIPTION), ArchiveDescription.class);
            if (!description.isCurrent()) {
                throw new CheckpointException(
                        file,
                        "has format %d, but this version runs %d: import the snapshot again"
                                .formatted(description.format(), ArchiveDescription.FORMAT));
            }
            return new ClipArchive(file, description);
        } catch (IOException e) {
            throw new CheckpointException(file, "is no archive of an imported model: " + e.getMessage(), e);
        }
    }

    /** The snapshot's {@code tokenizer.json}. */
    public byte[] tokenizer() {
        try {
            return read(file, TOKENIZER);
        } catch (IOException e) {
            throw new CheckpointException(file, "its tokenizer cannot be read: " + e.getMessage(), e);
        }
    }

    /** What the model has to give for fixed inputs. */
    public SelfCheck check() {
        try {
            return JSON.readValue(read(file, CHECK), SelfCheck.class);
        } catch (IOException e) {
            throw new CheckpointException(file, "its self-check cannot be read: " + e.getMessage(), e);
        }
    }

    private static byte[] read(Path file, String name) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            ZipEntry entry = zip.getEntry(FOLDER + '/' + name);
            if (entry == null) {
                throw new IOException("it has no " + name);
            }
            try (InputStream in = zip.getInputStream(entry)) {
                return in.readAllBytes();
            }
        }
    }
}
