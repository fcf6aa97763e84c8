package io.tagstream.clip.checkpoint;

import java.nio.file.Path;

/** A snapshot or an archive that cannot be used as it is; the message names the file, and the field or tensor in it. */
public final class CheckpointException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public CheckpointException(Path file, String complaint) {
        super(file + ": " + complaint);
    }

    public CheckpointException(Path file, String complaint, Throwable cause) {
        super(file + ": " + complaint, cause);
    }
}
