package io.tagstream.pipeline;

import static io.tagstream.failure.FailureCode.MODEL_INVALID;
import static io.tagstream.failure.FailureCode.SCHEMA_INVALID;
import static io.tagstream.failure.FailureCode.SOURCE_NOT_FOUND;
import static io.tagstream.failure.FailureCode.SOURCE_UNAVAILABLE;
import static io.tagstream.pipeline.Events.at;
import static io.tagstream.pipeline.Events.deletion;
import static io.tagstream.pipeline.Events.unreadable;
import static io.tagstream.pipeline.Events.upload;
import static io.tagstream.pipeline.RefusingDatabase.AWAY;
import static io.tagstream.pipeline.RefusingDatabase.UNKNOWN_TABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagstream.catalog.Catalog;
import io.tagstream.catalog.Outcome;
import io.tagstream.catalog.Suspects;
import io.tagstream.decode.DecodeLimits;
import io.tagstream.decode.Decoder;
import io.tagstream.encode.Encoder;
import io.tagstream.encode.InstantEncoder;
import io.tagstream.failure.Failure;
import io.tagstream.failure.FailureCode;
import io.tagstream.failure.Interrupted;
import io.tagstream.failure.Outages;
import io.tagstream.failure.Retrier;
import io.tagstream.fetch.Fetcher;
import io.tagstream.fetch.PhotoContent;
import io.tagstream.photo.ContentHash;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** As far as the pipeline goes before PostgreSQL: a batch that reaches it shows by the answer that it gives. */
class PhotoPipelineTest {

    private static final Duration PAUSE = Duration.ofMillis(1);

    private final Workers workers = new Workers(1);
    private final Source source = new Source();
    private final Spent spent = new Spent();

    @AfterEach
    void close() {
        workers.close();
    }

    @Test
    void aPhotoThatFailsKeepsNothingFromItsBatchMates() {
        source.fails("missing", SOURCE_NOT_FOUND);
        source.failsWith("defect", new IllegalStateException("a defect"));

        assertReachesTheCatalog(
                upload("missing", at(0, 1, 1)), upload("defect", at(0, 2, 2)), upload("good", at(0, 3, 3)));

        assertThat(spent.stages).containsOnlyOnce(Stage.DECODE, Stage.ENCODE, Stage.TAG);
        assertThat(spent.stages).filteredOn(Stage.FETCH::equals).hasSize(3);
    }

    @Test
    void whatIsUnreadableOrDeletedIsOnlyRecorded() {
        assertReachesTheCatalog(unreadable("a", at(0, 1, 1)), deletion("b", at(0, 2, 2)));

        assertThat(spent.stages).containsExactly(Stage.RECORD);
    }

    @Test
    void supersededUploadsAreNotFetched() {
        assertReachesTheCatalog(upload("a", at(0, 1, 1)), deletion("a", at(0, 2, 2)));

        assertThat(source.asked).isEmpty();
    }

    @Test
    void aSourceThatIsAwayForAMomentIsAskedAgain() {
        source.fails("a", SOURCE_UNAVAILABLE, SOURCE_UNAVAILABLE);

        assertReachesTheCatalog(upload("a", at(0, 1, 1)));

        assertThat(source.asked).hasSize(3);
        assertThat(spent.stages).containsOnlyOnce(Stage.ENCODE);
    }

    @Test
    void aSourceThatStaysAwayIsThePhotosOwnFailure() {
        source.failsWith("a", new Failure(SOURCE_UNAVAILABLE, "as planned"));

        assertReachesTheCatalog(upload("a", at(0, 1, 1)));

        assertThat(source.asked).hasSizeGreaterThan(1);
        assertThat(spent.stages).doesNotContain(Stage.ENCODE);
    }

    @Test
    void ourOwnFailureStopsTheBatchBeforeAnythingIsStored() {
        source.fails("a", MODEL_INVALID);

        assertFails(
                pipeline(new RefusingDatabase()), MODEL_INVALID, upload("a", at(0, 1, 1)), upload("b", at(0, 2, 2)));

        assertThat(spent.stages).doesNotContain(Stage.RECORD);
    }

    @Test
    void aShutdownRejectsNobody() {
        source.failsWith("a", new Interrupted(new InterruptedException()));

        assertThatThrownBy(() -> pipeline(new RefusingDatabase()).process(List.of(upload("a", at(0, 1, 1)))))
                .isInstanceOf(Interrupted.class);

        assertThat(spent.stages).doesNotContain(Stage.RECORD);
    }

    @Test
    void theDatabaseIsWaitedForWithoutDoingTheWorkAgain() {
        RefusingDatabase database = new RefusingDatabase(AWAY, AWAY, AWAY, UNKNOWN_TABLE);

        assertFails(pipeline(database), SCHEMA_INVALID, upload("a", at(0, 1, 1)));

        assertThat(database.wasAskedForAll()).isTrue();
        assertThat(source.asked).hasSize(1);
        assertThat(spent.recorded).isEmpty();
    }

    @Test
    void aPhotoWaitsForMemoryAndIsNotRejectedForIt() {
        RefusingDatabase database = new RefusingDatabase(UNKNOWN_TABLE);
        ForgetfulEncoder encoder = new ForgetfulEncoder(3);

        assertFails(pipeline(database, encoder), SCHEMA_INVALID, upload("a", at(0, 1, 1)));

        assertThat(encoder.asked()).isEqualTo(4);
        assertThat(source.asked).as("what was fetched is kept").hasSize(1);
        assertThat(database.wasAskedForAll()).isTrue();
    }

    private void assertReachesTheCatalog(IncomingEvent... events) {
        RefusingDatabase database = new RefusingDatabase(UNKNOWN_TABLE);
        assertFails(pipeline(database), SCHEMA_INVALID, events);
        assertThat(database.wasAskedForAll()).isTrue();
    }

    private static void assertFails(PhotoPipeline pipeline, FailureCode code, IncomingEvent... events) {
        assertThatThrownBy(() -> pipeline.process(List.of(events)))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo(code));
    }

    private PhotoPipeline pipeline(RefusingDatabase database) {
        return pipeline(database, new InstantEncoder());
    }

    private PhotoPipeline pipeline(RefusingDatabase database, Encoder encoder) {
        Retrier retrier = new Retrier(new Outages(Clock.systemUTC()), PAUSE, PAUSE);
        return new PhotoPipeline(
                source,
                new Decoder(DecodeLimits.DEFAULTS, encoder.imageSize()),
                new FactReader(false),
                encoder,
                Releases.of(encoder),
                new Catalog(database, news -> {
                    throw new IllegalStateException("nothing is announced without a database");
                }),
                workers,
                new Quarantine(Optional.empty(), new Suspects(database), workers, retrier),
                retrier,
                PAUSE.multipliedBy(50),
                spent);
    }

    /** Has a picture for every photo, after it has failed as planned. */
    private static final class Source implements Fetcher {

        private final Map<String, Queue<FailureCode>> failures = new ConcurrentHashMap<>();
        private final Map<String, RuntimeException> alwaysFails = new ConcurrentHashMap<>();
        private final Queue<String> asked = new ConcurrentLinkedQueue<>();

        void fails(String photo, FailureCode... codes) {
            failures.put(photo, new ConcurrentLinkedQueue<>(List.of(codes)));
        }

        void failsWith(String photo, RuntimeException failure) {
            alwaysFails.put(photo, failure);
        }

        @Override
        public PhotoContent fetch(URI source) {
            String photo = source.getSchemeSpecificPart();
            asked.add(photo);
            if (alwaysFails.containsKey(photo)) {
                throw alwaysFails.get(photo);
            }
            FailureCode code =
                    failures.getOrDefault(photo, new ConcurrentLinkedQueue<>()).poll();
            if (code != null) {
                throw new Failure(code, "as planned");
            }
            byte[] picture = png();
            return new PhotoContent(picture, ContentHash.of(picture));
        }

        private static byte[] png() {
            try {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                ImageIO.write(new BufferedImage(4, 3, BufferedImage.TYPE_INT_RGB), "png", bytes);
                return bytes.toByteArray();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Remembers what it is told. */
    private static final class Spent implements PipelineObserver {

        private final Queue<Stage> stages = new ConcurrentLinkedQueue<>();
        private final Queue<Outcome> recorded = new ConcurrentLinkedQueue<>();

        @Override
        public void spent(Stage stage, long nanos) {
            stages.add(stage);
        }

        @Override
        public void recorded(List<Outcome> outcomes) {
            recorded.addAll(outcomes);
        }
    }
}
