package io.tagstream.pipeline;

import static java.lang.System.Logger.Level.ERROR;

import io.tagstream.clip.Embedding;
import io.tagstream.failure.Disposition;
import io.tagstream.failure.Failure;
import io.tagstream.failure.FailureCode;
import io.tagstream.failure.Interrupted;
import io.tagstream.photo.ContentHash;
import io.tagstream.photo.PhotoId;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Looks at photos again that have been catalogued: with another model, and at the same picture. */
public final class SecondLook {

    /**
     * A photo as the catalog has it.
     *
     * @param source where its bytes were fetched from, without what was secret about it
     * @param content its bytes' hash
     */
    public record Known(PhotoId id, Optional<String> source, ContentHash content) {}

    /** What became of a look. */
    public sealed interface Look {}

    public record Seen(Embedding embedding) implements Look {}

    /** It could not be looked at: why, as a code to count and a sentence to read. */
    public record Unseen(FailureCode code, String detail) implements Look {}

    private static final System.Logger LOG = System.getLogger(SecondLook.class.getName());

    private final PhotoSteps steps;
    private final Workers workers;
    private final Quarantine quarantine;

    public SecondLook(PhotoSteps steps, Workers workers, Quarantine quarantine) {
        this.steps = steps;
        this.workers = workers;
        this.quarantine = quarantine;
    }

    /**
     * Looks at all of them at once; the results come in their order.
     *
     * @param patience how long a photo's source may be away before the photo is given up
     * @throws Failure only when this process cannot go on (HALT)
     */
    public List<Look> at(List<Known> photos, Duration patience) {
        quarantine.refresh();
        List<Look> looks = workers.forEach(photos, photo -> look(photo, patience));
        quarantine.settle();
        return looks;
    }

    /** Failures are the photo's own. */
    private Look look(Known photo, Duration patience) {
        try {
            return new Seen(
                    steps.encode(steps.prepare(photo.id(), source(photo), hash -> requireSame(photo, hash), patience)));
        } catch (Failure failure) {
            if (failure.code().disposition() == Disposition.HALT) {
                throw failure;
            }
            return new Unseen(failure.code(), failure.detail());
        } catch (Interrupted shutdown) {
            throw shutdown;
        } catch (RuntimeException surprise) {
            LOG.log(ERROR, () -> "a defect in Tagstream, met by " + photo.id(), surprise);
            return new Unseen(FailureCode.INTERNAL_ERROR, "Tagstream failed with " + surprise);
        }
    }

    private static URI source(Known photo) {
        return photo.source()
                .map(URI::create)
                .orElseThrow(() -> new Failure(
                        FailureCode.SOURCE_NOT_FOUND, "the catalog does not know where the photo's bytes are"));
    }

    /** What the catalog says of the photo would not be about these bytes. */
    private static void requireSame(Known photo, ContentHash found) {
        if (!found.equals(photo.content())) {
            throw new Failure(
                    FailureCode.SOURCE_CHANGED,
                    "at the address is another file (SHA-256 %.12s…) than the one that was catalogued (%.12s…)"
                            .formatted(found.hex(), photo.content().hex()));
        }
    }
}
