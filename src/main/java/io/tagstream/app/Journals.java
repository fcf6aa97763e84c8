package io.tagstream.app;

import io.tagstream.pipeline.DecodeJournal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The decode journal, where the machine lets us have one. */
final class Journals {

    private static final Logger LOG = Logger.getLogger(Journals.class);

    private Journals() {}

    /** A worker without one is as good as any other until a photo crashes it, so a read-only disk is no reason not to start. */
    static Optional<DecodeJournal> open(Path folder, int slots) {
        try {
            return Optional.of(DecodeJournal.open(folder, slots));
        } catch (IOException e) {
            LOG.warnf(
                    "no journal can be kept in %s (%s): a photo that crashes this process will do so again and again."
                            + " Set tagstream.decode.journal to a folder that can be written and outlives the process",
                    folder, e);
            return Optional.empty();
        }
    }
}
