package io.tagstream.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagstream.clip.Embedding;
import io.tagstream.clip.LogitHead;
import io.tagstream.clip.vision.RgbImage;
import io.tagstream.decode.DecodeLimits;
import io.tagstream.decode.Decoder;
import io.tagstream.encode.Encoder;
import io.tagstream.encode.InstantEncoder;
import io.tagstream.failure.Failure;
import io.tagstream.failure.FailureCode;
import io.tagstream.fetch.FetchLimits;
import io.tagstream.pipeline.Quarantines;
import io.tagstream.pipeline.Workers;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class QuestionsTest {

    private static final FetchLimits TEN_BYTES = new FetchLimits(10, Duration.ofSeconds(1), Duration.ofSeconds(1));

    private final Workers workers = new Workers(1);
    private final HeldEncoder encoder = new HeldEncoder();
    private final Questions questions = new Questions(
            new OneAtATime(),
            encoder,
            new Decoder(DecodeLimits.DEFAULTS, encoder.imageSize()),
            source -> {
                throw new Failure(FailureCode.SOURCE_UNAVAILABLE, "as planned");
            },
            TEN_BYTES,
            workers,
            Quarantines.withoutJournal(workers));

    @AfterEach
    void close() {
        workers.close();
    }

    @Test
    void turnsAwayWhatWouldBeOneTooMany() throws InterruptedException {
        CompletableFuture<List<Embedding>> first =
                CompletableFuture.supplyAsync(() -> questions.embedTexts(List.of("a cat")));
        encoder.entered.await();

        assertThatThrownBy(() -> questions.embedTexts(List.of("a dog")))
                .isInstanceOfSatisfying(ProblemException.class, problem -> {
                    assertThat(problem.status()).isEqualTo(503);
                    assertThat(problem.retryAfter()).contains(Duration.ofSeconds(1));
                    assertThat(problem.detail()).contains("tagstream.ask.concurrent");
                });

        encoder.gate.countDown();
        assertThat(first.join()).hasSize(1);
        assertThat(questions.embedTexts(List.of("a dog")))
                .as("there is a place again")
                .hasSize(1);
    }

    @Test
    void readsNoMoreOfAPictureThanAllowed() {
        ByteArrayInputStream body = new ByteArrayInputStream(new byte[1000]);

        assertThatThrownBy(() -> questions.embedPhotos(List.of(questions.sent(body))))
                .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.status())
                        .isEqualTo(413));
        assertThat(body.available()).isEqualTo(989);
    }

    @Test
    void givesItsPlaceBackAfterAFailure() {
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> questions.embedPhotos(List.of(questions.fetched(URI.create("file:///a.jpg")))))
                    .isInstanceOfSatisfying(Failure.class, failure -> assertThat(failure.code())
                            .isEqualTo(FailureCode.SOURCE_UNAVAILABLE));
        }
    }

    private static final class OneAtATime implements AskConfig {

        @Override
        public int concurrent() {
            return 1;
        }

        @Override
        public int maxLabels() {
            return 10;
        }

        @Override
        public int maxTexts() {
            return 10;
        }

        @Override
        public int maxUris() {
            return 10;
        }

        @Override
        public int maxTextLength() {
            return 100;
        }

        @Override
        public int cachedTexts() {
            return 10;
        }
    }

    /** Holds the first texts back until it is let go. */
    private static final class HeldEncoder implements Encoder {

        final CountDownLatch entered = new CountDownLatch(1);
        final CountDownLatch gate = new CountDownLatch(1);
        private final Encoder encoder = new InstantEncoder();

        @Override
        public List<Embedding> encodeTexts(List<String> texts) {
            entered.countDown();
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return encoder.encodeTexts(texts);
        }

        @Override
        public Identity identity() {
            return encoder.identity();
        }

        @Override
        public int imageSize() {
            return encoder.imageSize();
        }

        @Override
        public LogitHead head() {
            return encoder.head();
        }

        @Override
        public byte[] preprocess(RgbImage image) {
            return encoder.preprocess(image);
        }

        @Override
        public Embedding encode(byte[] pixels) {
            return encoder.encode(pixels);
        }

        @Override
        public int tokens(String text) {
            return encoder.tokens(text);
        }

        @Override
        public int contextLength() {
            return encoder.contextLength();
        }

        @Override
        public boolean isAlive() {
            return true;
        }

        @Override
        public void close() {
            encoder.close();
        }
    }
}
