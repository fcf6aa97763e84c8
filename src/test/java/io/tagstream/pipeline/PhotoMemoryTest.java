package io.tagstream.pipeline;

import static io.tagstream.pipeline.Events.at;
import static io.tagstream.pipeline.Events.upload;
import static io.tagstream.pipeline.RefusingDatabase.UNKNOWN_TABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagstream.catalog.Catalog;
import io.tagstream.catalog.Outcome;
import io.tagstream.decode.DecodeLimits;
import io.tagstream.decode.Decoder;
import io.tagstream.encode.Encoder;
import io.tagstream.encode.InstantEncoder;
import io.tagstream.failure.Failure;
import io.tagstream.failure.Outages;
import io.tagstream.failure.Retrier;
import io.tagstream.fetch.FetchCapacity;
import io.tagstream.fetch.FetchLimits;
import io.tagstream.fetch.Fetcher;
import io.tagstream.fetch.FileFetcher;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the bytes in flight come to after a batch, good photos and bad. */
class PhotoMemoryTest {

    /** Of a single photo: if one kept its bytes, the next would wait for ever. */
    private static final long BUDGET = 1_024;

    @TempDir
    private Path folder;

    @Test
    @Timeout(60)
    void isGivenBackByEveryPhoto() throws IOException {
        BufferedImage picture = new BufferedImage(4, 3, BufferedImage.TYPE_INT_RGB);
        List<IncomingEvent> events = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Path file = folder.resolve("photo-" + i);
            if (i % 2 == 0) {
                ImageIO.write(picture, "png", file.toFile());
            } else {
                Files.writeString(file, "no picture");
            }
            events.add(upload("photo-" + i, at(0, i + 1, i + 1)));
        }
        FetchCapacity capacity = new FetchCapacity(1, BUDGET);
        FileFetcher files = new FileFetcher(List.of(folder), FetchLimits.DEFAULTS, capacity);

        try (Workers workers = new Workers(2)) {
            PhotoPipeline pipeline = pipeline(
                    uri -> files.fetch(
                            folder.resolve(uri.getSchemeSpecificPart()).toUri()),
                    workers);
            assertThatThrownBy(() -> pipeline.process(events))
                    .as("all are through when the database refuses them")
                    .isInstanceOf(Failure.class);
        }

        assertThat(capacity.freeBytes()).isEqualTo(BUDGET);
    }

    private static PhotoPipeline pipeline(Fetcher fetcher, Workers workers) {
        Encoder encoder = new InstantEncoder();
        return new PhotoPipeline(
                fetcher,
                new Decoder(DecodeLimits.DEFAULTS, encoder.imageSize()),
                new FactReader(false),
                encoder,
                Releases.of(encoder),
                new Catalog(new RefusingDatabase(UNKNOWN_TABLE), news -> {
                    throw new IllegalStateException("nothing is announced without a database");
                }),
                workers,
                Quarantines.withoutJournal(workers),
                new Retrier(new Outages(Clock.systemUTC()), Duration.ofMillis(1), Duration.ofMillis(1)),
                Duration.ofMillis(50),
                new PipelineObserver() {
                    @Override
                    public void spent(Stage stage, long nanos) {}

                    @Override
                    public void recorded(List<Outcome> outcomes) {}
                });
    }
}
