package io.tagstream.pipeline;

import static java.lang.System.Logger.Level.ERROR;

import io.tagstream.catalog.Catalog;
import io.tagstream.catalog.LiveReleases;
import io.tagstream.catalog.Outcome;
import io.tagstream.catalog.Outcome.Deleted;
import io.tagstream.catalog.Outcome.Rejected;
import io.tagstream.catalog.Outcome.Rejection;
import io.tagstream.catalog.Outcome.Tagged;
import io.tagstream.catalog.ReleasesChanged;
import io.tagstream.clip.Embedding;
import io.tagstream.decode.Decoder;
import io.tagstream.encode.Encoder;
import io.tagstream.failure.Dependency;
import io.tagstream.failure.Disposition;
import io.tagstream.failure.Failure;
import io.tagstream.failure.FailureCode;
import io.tagstream.failure.Interrupted;
import io.tagstream.failure.Retrier;
import io.tagstream.fetch.Fetcher;
import io.tagstream.photo.PhotoUpload;
import io.tagstream.pipeline.PhotoSteps.Prepared;
import io.tagstream.tagging.Tagging;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** From a batch of events to one committed transaction. */
public final class PhotoPipeline {

    private static final System.Logger LOG = System.getLogger(PhotoPipeline.class.getName());

    private final PhotoSteps steps;
    private final CurrentReleases releases;
    private final Catalog catalog;
    private final Workers workers;
    private final Quarantine quarantine;
    private final Retrier retrier;
    private final Duration sourcePatience;
    private final PipelineObserver observer;

    /**
     * Puts the stages together.
     *
     * @param sourcePatience how long a photo's source may be away before the photo is rejected for it
     */
    public PhotoPipeline(
            Fetcher fetcher,
            Decoder decoder,
            FactReader facts,
            Encoder encoder,
            CurrentReleases releases,
            Catalog catalog,
            Workers workers,
            Quarantine quarantine,
            Retrier retrier,
            Duration sourcePatience,
            PipelineObserver observer) {
        this.steps = new PhotoSteps(fetcher, decoder, facts, encoder, quarantine, retrier, observer);
        this.releases = releases;
        this.catalog = catalog;
        this.workers = workers;
        this.quarantine = quarantine;
        this.retrier = retrier;
        this.sourcePatience = sourcePatience;
        this.observer = observer;
    }

    /**
     * Processes a batch and commits it; when this returns, every event of it is either stored or superseded by a newer one.
     *
     * @throws Failure only when this worker cannot go on (HALT)
     */
    public void process(List<IncomingEvent> events) {
        quarantine.refresh();
        List<IncomingEvent> newest = NewestPerPhoto.of(events);
        List<Outcome> outcomes = workers.forEach(newest, this::outcomeOf);
        List<Outcome> recorded =
                timed(Stage.RECORD, () -> retrier.call(Dependency.DATABASE, Retrier.FOREVER, () -> stored(outcomes)));
        observer.recorded(recorded);
        quarantine.settle();
    }

    /** Photos that were tagged for releases which are not the live ones any more are tagged again, from their embeddings. */
    private List<Outcome> stored(List<Outcome> outcomes) {
        while (true) {
            LiveReleases live = releases.get();
            try {
                return catalog.record(live.retagged(outcomes), live);
            } catch (ReleasesChanged changed) {
                releases.reload(live);
            }
        }
    }

    private Outcome outcomeOf(IncomingEvent event) {
        return switch (event) {
            case IncomingEvent.Upload upload -> catalogued(upload);
            case IncomingEvent.Deletion deletion ->
                new Deleted(deletion.position(), deletion.photo().id());
            case IncomingEvent.Unreadable unreadable ->
                new Outcome.Unreadable(
                        unreadable.position(), unreadable.photo(), unreadable.event(), unreadable.rejection());
        };
    }

    /** Failures are the photo's own: its batch mates never see them. */
    private Outcome catalogued(IncomingEvent.Upload event) {
        try {
            return tagged(event);
        } catch (Failure failure) {
            if (failure.code().disposition() == Disposition.HALT) {
                throw failure;
            }
            // A source that is still away after all our patience is the photo's problem from then on.
            return rejected(event, failure.code(), failure.detail());
        } catch (Interrupted shutdown) {
            throw shutdown;
        } catch (RuntimeException surprise) {
            LOG.log(
                    ERROR,
                    () -> "a defect in Tagstream, met by " + event.photo().id(),
                    surprise);
            return rejected(event, FailureCode.INTERNAL_ERROR, "Tagstream failed with " + surprise);
        }
    }

    /** Every step a photo takes. */
    private Tagged tagged(IncomingEvent.Upload event) {
        PhotoUpload upload = event.photo();
        Prepared prepared = steps.prepare(upload.id(), upload.source(), _ -> {}, sourcePatience);
        LiveReleases live = releases.get();
        Embedding embedding = live.asStored(steps.encode(prepared));
        List<Tagging> taggings = timed(Stage.TAG, () -> live.tag(embedding));
        return new Tagged(event.position(), upload, prepared.facts(), embedding, taggings);
    }

    private static Rejected rejected(IncomingEvent.Upload event, FailureCode code, String detail) {
        return new Rejected(event.position(), event.photo(), new Rejection(code, detail));
    }

    private <T> T timed(Stage stage, Supplier<T> work) {
        return observer.timed(stage, work);
    }
}
