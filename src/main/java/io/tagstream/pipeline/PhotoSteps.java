package io.tagstream.pipeline;

import io.tagstream.catalog.PhotoFacts;
import io.tagstream.clip.Embedding;
import io.tagstream.decode.DecodedPhoto;
import io.tagstream.decode.Decoder;
import io.tagstream.encode.Encoder;
import io.tagstream.failure.Dependency;
import io.tagstream.failure.Retrier;
import io.tagstream.fetch.Fetcher;
import io.tagstream.fetch.PhotoContent;
import io.tagstream.photo.ContentHash;
import io.tagstream.photo.PhotoId;
import java.net.URI;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** From an address to an embedding: the steps that a photo takes whoever asks for them. */
public final class PhotoSteps {

    /** A photo ready for the model. */
    @SuppressWarnings("ArrayRecordComponent") // hundreds of kilobytes on their way to the model; never compared
    record Prepared(PhotoFacts facts, byte[] pixels) {}

    private final Fetcher fetcher;
    private final Decoder decoder;
    private final FactReader facts;
    private final Encoder encoder;
    private final Quarantine quarantine;
    private final Retrier retrier;
    private final PipelineObserver observer;

    /** Puts the stages together. */
    public PhotoSteps(
            Fetcher fetcher,
            Decoder decoder,
            FactReader facts,
            Encoder encoder,
            Quarantine quarantine,
            Retrier retrier,
            PipelineObserver observer) {
        this.fetcher = fetcher;
        this.decoder = decoder;
        this.facts = facts;
        this.encoder = encoder;
        this.quarantine = quarantine;
        this.retrier = retrier;
        this.observer = observer;
    }

    /**
     * Fetches, decodes and prepares.
     *
     * @param check throws what speaks against these bytes, before they are decoded
     * @param patience how long the source may be away
     */
    Prepared prepare(PhotoId photo, URI source, Consumer<ContentHash> check, Duration patience) {
        return retrier.call(Dependency.SOURCES, patience, () -> prepared(photo, source, check));
    }

    /** The steps that hold a whole file, whose bytes count among those in flight until it is closed. */
    private Prepared prepared(PhotoId id, URI source, Consumer<ContentHash> check) {
        try (PhotoContent content = timed(Stage.FETCH, () -> fetcher.fetch(source))) {
            check.accept(content.hash());
            return quarantine.decode(
                    id,
                    content.hash(),
                    () -> timed(Stage.DECODE, () -> {
                        DecodedPhoto photo = decoder.decode(content.bytes());
                        return new Prepared(facts.read(content, photo), encoder.preprocess(photo.image()));
                    }));
        }
    }

    /** Waits for the model, however long its memory is somebody else's. */
    Embedding encode(Prepared prepared) {
        return timed(
                Stage.ENCODE,
                () -> retrier.call(
                        Dependency.MODEL,
                        Retrier.FOREVER,
                        () -> quarantine.besideOthers(() -> encoder.encode(prepared.pixels()))));
    }

    private <T> T timed(Stage stage, Supplier<T> work) {
        return observer.timed(stage, work);
    }
}
