package io.tagstream.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagstream.catalog.PhotoSources.Known;
import io.tagstream.failure.Failure;
import io.tagstream.failure.FailureCode;
import io.tagstream.photo.ContentHash;
import io.tagstream.photo.PhotoId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PicturesTest {

    @TempDir
    private Path folder;

    private final AtomicInteger made = new AtomicInteger();

    @Test
    void aPictureIsMadeOnceAndComesFromDiskFromThenOn() {
        Pictures pictures = pictures(this::count);

        pictures.of(photo("a"), PictureSize.SMALL);
        Picture again = pictures.of(photo("a"), PictureSize.SMALL);

        assertThat(again).isInstanceOf(Picture.Seen.class);
        assertThat(made).hasValue(1);
        assertThat(pictures(this::count).of(photo("a"), PictureSize.SMALL)).isInstanceOf(Picture.Seen.class);
        assertThat(made).hasValue(1);
    }

    @Test
    void eachSizeIsAPictureOfItsOwn() {
        Pictures pictures = pictures(this::count);

        pictures.of(photo("a"), PictureSize.SMALL);
        pictures.of(photo("a"), PictureSize.LARGE);

        assertThat(made).hasValue(2);
    }

    @Test
    void manyWhoAskAtOnceWaitForOneThatMakesIt() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        Pictures pictures = pictures((photo, size) -> {
            begun.countDown();
            awaited(release);
            return count(photo, size);
        });
        List<Picture> got = new ArrayList<>();
        try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Picture>> asked = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                asked.add(people.submit(() -> pictures.of(photo("a"), PictureSize.SMALL)));
            }
            awaited(begun);
            release.countDown();
            for (Future<Picture> one : asked) {
                got.add(one.get());
            }
        }

        assertThat(got).hasSize(20).allMatch(Picture.Seen.class::isInstance);
        assertThat(made).hasValue(1);
    }

    @Test
    void noMoreAreMadeAtATimeThanAllowed() throws Exception {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Pictures pictures = pictures((photo, size) -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            pause();
            now.decrementAndGet();
            return count(photo, size);
        });
        try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 12; i++) {
                String name = "photo " + i;
                var _ = people.submit(() -> pictures.of(photo(name), PictureSize.SMALL));
            }
        }

        assertThat(made).hasValue(12);
        assertThat(most).hasValueBetween(1, 2);
    }

    @Test
    void aSourceThatIsGoneIsNotAskedAgainForEachLook() {
        Pictures pictures = pictures((_, _) -> {
            made.incrementAndGet();
            throw new Failure(FailureCode.SOURCE_NOT_FOUND, "it is gone");
        });

        pictures.of(photo("a"), PictureSize.SMALL);
        Picture again = pictures.of(photo("a"), PictureSize.SMALL);

        assertThat(again).isEqualTo(new Picture.Unseen("SOURCE_NOT_FOUND", "it is gone", false));
        assertThat(made).hasValue(1);
    }

    @Test
    void aDefectOfTheMakerLeavesNobodyWaiting() {
        Pictures pictures = pictures((_, _) -> {
            if (made.incrementAndGet() == 1) {
                throw new IllegalStateException("a defect");
            }
            return new byte[10];
        });

        assertThatThrownBy(() -> pictures.of(photo("a"), PictureSize.SMALL)).isInstanceOf(IllegalStateException.class);
        assertThat(pictures.of(photo("a"), PictureSize.SMALL)).isInstanceOf(Picture.Seen.class);
    }

    private byte[] count(Known photo, PictureSize size) {
        made.incrementAndGet();
        return (photo.id() + size.word()).getBytes(StandardCharsets.UTF_8);
    }

    private Pictures pictures(PictureMaker maker) {
        return new Pictures(new Settings(folder), maker);
    }

    private static Known photo(String name) {
        return new Known(new PhotoId(name), Optional.empty(), ContentHash.of(name.getBytes(StandardCharsets.UTF_8)));
    }

    private static void awaited(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(5);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private record Settings(Path thumbnailCache) implements PageConfig {

        @Override
        public boolean enabled() {
            return true;
        }

        @Override
        public long thumbnailBytes() {
            return 1_000;
        }

        @Override
        public int thumbnailsAtOnce() {
            return 2;
        }

        @Override
        public Duration thumbnailPatience() {
            return Duration.ofSeconds(20);
        }

        @Override
        public Duration countsAge() {
            return Duration.ofSeconds(10);
        }
    }
}
