package io.tagstream.api;

import io.tagstream.clip.Embedding;
import io.tagstream.decode.Decoder;
import io.tagstream.encode.Encoder;
import io.tagstream.encode.TextCache;
import io.tagstream.encode.ZeroShot;
import io.tagstream.encode.ZeroShot.Label;
import io.tagstream.encode.ZeroShot.Score;
import io.tagstream.failure.Disposition;
import io.tagstream.failure.Failure;
import io.tagstream.fetch.FetchLimits;
import io.tagstream.fetch.Fetcher;
import io.tagstream.fetch.PhotoContent;
import io.tagstream.photo.ContentHash;
import io.tagstream.pipeline.Quarantine;
import io.tagstream.pipeline.Workers;
import io.tagstream.search.SearchModel;
import io.tagstream.taxonomy.Problem;
import io.tagstream.taxonomy.PromptLengths;
import io.tagstream.taxonomy.Taxonomy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Answers what is asked beside the flow, by the flow's own fetcher, decoder and model, with their limits. At most a few questions
 * are answered at a time: photos that came by Kafka are not to wait for those that somebody is curious about.
 */
@Singleton
public class Questions implements SearchModel {

    /** Brings a picture's bytes once it is its turn. */
    @FunctionalInterface
    public interface Source {

        PhotoContent read() throws IOException;
    }

    private final AskConfig config;
    private final Encoder encoder;
    private final Decoder decoder;
    private final Fetcher fetcher;
    private final FetchLimits limits;
    private final Workers workers;
    private final Quarantine quarantine;
    private final TextCache texts;
    private final Semaphore places;

    Questions(
            AskConfig config,
            Encoder encoder,
            Decoder decoder,
            Fetcher fetcher,
            FetchLimits limits,
            Workers workers,
            Quarantine quarantine) {
        this.config = config;
        this.encoder = encoder;
        this.decoder = decoder;
        this.fetcher = fetcher;
        this.limits = limits;
        this.workers = workers;
        this.quarantine = quarantine;
        this.texts = new TextCache(
                prompts -> quarantine.besideOthers(() -> encoder.encodeTexts(prompts)), config.cachedTexts());
        this.places = new Semaphore(config.concurrent());
    }

    Encoder.Identity model() {
        return encoder.identity();
    }

    @Override
    public Encoder.Identity identity() {
        return model();
    }

    @Override
    public Embedding embed(String text) {
        return embedTexts(List.of(text)).getFirst();
    }

    @Override
    public int tokens(String text) {
        return quarantine.besideOthers(() -> encoder.tokens(text));
    }

    @Override
    public int contextLength() {
        return encoder.contextLength();
    }

    /** Scores of the labels, the most probable first. */
    List<Score> classify(Source photo, List<Label> labels) {
        return inTurn(() -> {
            Embedding embedding = embedding(photo);
            List<String> prompts = labels.stream().map(Label::prompt).toList();
            return ZeroShot.scores(encoder.head(), embedding, labels, texts.embeddings(prompts));
        });
    }

    List<Embedding> embedTexts(List<String> texts) {
        return inTurn(() -> this.texts.embeddings(texts));
    }

    /** Prompts of a taxonomy whose end the model would not read. */
    List<Problem> tooLong(Taxonomy taxonomy) {
        return inTurn(() ->
                quarantine.besideOthers(() -> PromptLengths.check(taxonomy, encoder::tokens, encoder.contextLength())));
    }

    /** Looks at pictures with the model. */
    public List<Embedding> embedPhotos(List<Source> photos) {
        return inTurn(() -> photos.stream().map(this::embedding).toList());
    }

    /** A picture that is fetched, as one of an upload event would be. */
    Source fetched(URI uri) {
        return () -> fetcher.fetch(uri);
    }

    /** A picture that comes with the request. */
    Source sent(InputStream body) {
        return () -> {
            byte[] bytes = body.readNBytes(limits.maxBytes() + 1);
            if (bytes.length > limits.maxBytes()) {
                throw tooLarge();
            }
            if (bytes.length == 0) {
                throw ProblemException.badRequest("the body is empty; it should be a picture");
            }
            return new PhotoContent(bytes, ContentHash.of(bytes));
        };
    }

    private ProblemException tooLarge() {
        return new ProblemException(
                413, "the picture has more than %,d bytes (tagstream.fetch.max-bytes)".formatted(limits.maxBytes()));
    }

    private Embedding embedding(Source photo) {
        try {
            byte[] pixels = pixels(photo);
            return quarantine.besideOthers(() -> encoder.encode(pixels));
        } catch (Failure e) {
            throw e.code().disposition() == Disposition.REJECT ? ProblemException.unprocessable(e) : e;
        } catch (IOException e) {
            throw ProblemException.badRequest("the picture did not arrive: " + e.getMessage());
        }
    }

    private byte[] pixels(Source photo) throws IOException {
        try (PhotoContent content = photo.read()) {
            return quarantine.besideOthers(() -> workers.decode(
                    () -> encoder.preprocess(decoder.decode(content.bytes()).image())));
        }
    }

    private <T> T inTurn(Supplier<T> work) {
        if (!places.tryAcquire()) {
            throw ProblemException.busy("%d questions are being answered (tagstream.ask.concurrent); ask again"
                    .formatted(config.concurrent()));
        }
        try {
            return work.get();
        } finally {
            places.release();
        }
    }
}
