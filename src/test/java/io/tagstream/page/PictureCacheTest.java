package io.tagstream.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.photo.ContentHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureCacheTest {

    private static final int BYTES = 100;

    @TempDir
    private Path folder;

    @Test
    void staysWithinItsBytesAndLetsGoOfWhatWasNotAskedForLongest() throws IOException {
        PictureCache cache = new PictureCache(folder, 3 * BYTES);
        put(cache, 1);
        put(cache, 2);
        put(cache, 3);
        cache.get(content(1), PictureSize.SMALL);

        put(cache, 4);

        assertThat(cache.get(content(2), PictureSize.SMALL)).isEmpty();
        assertThat(cache.get(content(1), PictureSize.SMALL)).isPresent();
        assertThat(cache.bytes()).isEqualTo(3 * BYTES);
        assertThat(files()).hasSize(3);
    }

    @Test
    void knowsAfterARestartWhatItHasAndHowOldItIs() throws IOException {
        PictureCache before = new PictureCache(folder, 10 * BYTES);
        put(before, 1);
        put(before, 2);
        put(before, 3);
        age(content(2), Duration.ofDays(2));
        age(content(1), Duration.ofDays(1));

        PictureCache after = new PictureCache(folder, 3 * BYTES);
        put(after, 4);

        assertThat(after.get(content(2), PictureSize.SMALL)).isEmpty();
        assertThat(after.get(content(1), PictureSize.SMALL)).isPresent();
    }

    @Test
    void aSmallerBoundHoldsFromTheFirstLookOn() throws IOException {
        PictureCache before = new PictureCache(folder, 10 * BYTES);
        for (int i = 0; i < 10; i++) {
            put(before, i);
        }

        assertThat(new PictureCache(folder, 4 * BYTES).bytes()).isEqualTo(4 * BYTES);
        assertThat(files()).hasSize(4);
    }

    @Test
    void aFileThatSomebodyRemovedIsMissedAndNotCounted() throws IOException {
        PictureCache cache = new PictureCache(folder, 10 * BYTES);
        put(cache, 1);
        Files.delete(files().getFirst());

        assertThat(cache.get(content(1), PictureSize.SMALL)).isEmpty();
        assertThat(cache.bytes()).isZero();
    }

    @Test
    void whatAProcessLeftHalfWrittenIsNoPictureAndGoesInTime() throws IOException {
        Path part = folder.resolve("ab").resolve("123.part");
        Files.createDirectories(part.getParent());
        Files.write(part, new byte[BYTES]);
        Files.setLastModifiedTime(part, FileTime.from(Instant.now().minus(Duration.ofHours(2))));

        assertThat(new PictureCache(folder, 10 * BYTES).bytes()).isZero();
        assertThat(files()).isEmpty();
    }

    private static void put(PictureCache cache, int number) {
        cache.put(content(number), PictureSize.SMALL, new byte[BYTES]);
    }

    private static ContentHash content(int number) {
        return ContentHash.of(new byte[] {(byte) number});
    }

    private void age(ContentHash content, Duration age) throws IOException {
        for (Path file : files()) {
            if (file.getFileName().toString().startsWith(content.hex())) {
                Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
            }
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
