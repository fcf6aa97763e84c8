package io.tagstream.pipeline;

import static io.tagstream.pipeline.Events.at;
import static io.tagstream.pipeline.Events.upload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagstream.catalog.Catalog;
import io.tagstream.catalog.ModelRegistry;
import io.tagstream.catalog.OutboxEvent;
import io.tagstream.catalog.Outcome;
import io.tagstream.catalog.Release;
import io.tagstream.catalog.ReleaseLoader;
import io.tagstream.catalog.SmallCatalog;
import io.tagstream.catalog.TaggedPhoto;
import io.tagstream.clip.Embedding;
import io.tagstream.clip.LogitHead;
import io.tagstream.clip.vision.RgbImage;
import io.tagstream.decode.DecodeLimits;
import io.tagstream.decode.Decoder;
import io.tagstream.encode.Encoder;
import io.tagstream.failure.Failure;
import io.tagstream.failure.FailureCode;
import io.tagstream.failure.Outages;
import io.tagstream.failure.Retrier;
import io.tagstream.fetch.PhotoContent;
import io.tagstream.photo.ContentHash;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another release becomes live, or comes into force, while a batch is at work. */
class ReleaseChangeIT {

    private static final Duration PAUSE = Duration.ofMillis(1);

    @TempDir
    private Path directory;

    private final Workers workers = new Workers(1);
    private final FourDimensions encoder = new FourDimensions();
    private final AtomicInteger fetched = new AtomicInteger();
    private final Queue<TaggedPhoto> announced = new ConcurrentLinkedQueue<>();
    private SmallCatalog small;
    private PhotoPipeline pipeline;

    @BeforeEach
    void start() throws IOException {
        small = new SmallCatalog(directory.resolve("postgresql"));
        Release first = small.release(SmallCatalog.PETS, SmallCatalog.MODEL);
        small.bringIntoForce(first);
        pipeline = pipeline();
    }

    @AfterEach
    void stop() {
        workers.close();
        small.close();
    }

    @Test
    void aPhotoInHandIsTaggedForItWithoutBeingLookedAtAgain() {
        encoder.meanwhile = () -> small.release(SmallCatalog.PETS_WITH_HOUND, SmallCatalog.MODEL);

        pipeline.process(List.of(upload("a", at(0, 1, 1)), upload("b", at(0, 2, 2))));

        assertThat(fetched).hasValue(2);
        assertThat(encoder.asked).hasValue(2);
        assertThat(small.query("select release_no || ' ' || count(*) from photo_tags group by release_no order by 1"))
                .as("the dogs are hounds in the new one")
                .containsExactly("1 2", "2 4");
        assertThat(announced).hasSize(2).allMatch(photo -> photo.tags().size() == 1);
    }

    @Test
    void aPhotoInHandIsAnnouncedByTheReleaseThatIsInForceWhenItIsStored() {
        Release next = small.release(SmallCatalog.PETS_WITH_HOUND, SmallCatalog.MODEL);
        encoder.meanwhile = () -> small.bringIntoForce(next);

        pipeline.process(List.of(upload("a", at(0, 1, 1))));

        assertThat(announced).hasSize(1).allMatch(photo -> photo.tags().size() == 2);
    }

    @Test
    void aWorkerWhoseModelIsNoLongerInForceStopsBeforeItStoresAnything() {
        Release other = small.release(SmallCatalog.PETS, "f".repeat(64));
        encoder.meanwhile = () -> small.bringIntoForce(other);

        assertThatThrownBy(() -> pipeline.process(List.of(upload("a", at(0, 1, 1)))))
                .isInstanceOfSatisfying(Failure.class, failure -> {
                    assertThat(failure.code()).isEqualTo(FailureCode.MODEL_NOT_IN_FORCE);
                    assertThat(failure.detail()).contains("another model").contains("tagstream reembed");
                });
        assertThat(small.query("select count(*) from photos")).containsExactly("0");
    }

    private PhotoPipeline pipeline() throws IOException {
        new ModelRegistry(small.dataSource()).register("f".repeat(64), "another model", 4, 100);
        ByteArrayOutputStream picture = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(4, 3, BufferedImage.TYPE_INT_RGB), "png", picture);
        byte[] bytes = picture.toByteArray();
        Retrier retrier = new Retrier(new Outages(Clock.systemUTC()), PAUSE, PAUSE);
        ReleaseLoader loader = new ReleaseLoader(small.dataSource());
        return new PhotoPipeline(
                source -> {
                    fetched.incrementAndGet();
                    return new PhotoContent(bytes, ContentHash.of(bytes));
                },
                new Decoder(DecodeLimits.DEFAULTS, encoder.imageSize()),
                new FactReader(false),
                encoder,
                new CurrentReleases(
                        new ReleasesOfModel(small.releases(), loader, encoder.identity(), encoder::encodeTexts)),
                new Catalog(small.dataSource(), news -> {
                    TaggedPhoto photo = (TaggedPhoto) news;
                    announced.add(photo);
                    return new OutboxEvent(OutboxEvent.Kind.TAGGED, Optional.of(photo.id()), "id", new byte[0]);
                }),
                workers,
                Quarantines.withoutJournal(workers),
                retrier,
                PAUSE,
                new PipelineObserver() {
                    @Override
                    public void spent(Stage stage, long nanos) {}

                    @Override
                    public void recorded(List<Outcome> outcomes) {}
                });
    }

    /** Sees a dog in every picture; something happens while it looks at the first. */
    private static final class FourDimensions implements Encoder {

        private final AtomicInteger asked = new AtomicInteger();
        private Runnable meanwhile = () -> {};

        @Override
        public Identity identity() {
            return new Identity("four", SmallCatalog.MODEL, 4);
        }

        @Override
        public int imageSize() {
            return 4;
        }

        @Override
        public LogitHead head() {
            return new LogitHead(100, 0, LogitHead.Kind.SOFTMAX);
        }

        @Override
        public byte[] preprocess(RgbImage image) {
            return image.pixels();
        }

        @Override
        public Embedding encode(byte[] pixels) {
            if (asked.incrementAndGet() == 1) {
                meanwhile.run();
            }
            return SmallCatalog.picture(1, 0, 0);
        }

        @Override
        public List<Embedding> encodeTexts(List<String> texts) {
            return SmallCatalog.texts(texts);
        }

        @Override
        public int tokens(String text) {
            return text.length();
        }

        @Override
        public int contextLength() {
            return Integer.MAX_VALUE;
        }

        @Override
        public boolean isAlive() {
            return true;
        }

        @Override
        public void close() {}
    }
}
