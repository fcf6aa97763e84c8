package io.tagstream.fetch;

import static io.tagstream.failure.FailureCode.SOURCE_EMPTY;
import static io.tagstream.failure.FailureCode.SOURCE_NOT_FOUND;
import static io.tagstream.failure.FailureCode.SOURCE_OUTSIDE_ROOTS;
import static io.tagstream.failure.FailureCode.SOURCE_REFUSED;
import static io.tagstream.failure.FailureCode.SOURCE_TOO_LARGE;
import static io.tagstream.failure.FailureCode.SOURCE_UNAVAILABLE;
import static io.tagstream.fetch.FetchFailures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tagstream.photo.ContentHash;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileFetcherTest {

    private static final FetchLimits LIMITS = new FetchLimits(100, Duration.ofSeconds(1), Duration.ofSeconds(1));
    private static final byte[] PHOTO = {1, 2, 3};

    @TempDir
    private Path directory;

    private Path root;
    private FileFetcher fetcher;

    @BeforeEach
    void aRootWithAPhotoAndASecretBesideIt() throws IOException {
        root = Files.createDirectories(directory.resolve("root/sub")).getParent();
        Files.write(root.resolve("a photo.jpg"), PHOTO);
        Files.write(directory.resolve("secret"), PHOTO);
        fetcher = new FileFetcher(List.of(directory.resolve("later"), root), LIMITS, FetchCapacity.defaults());
    }

    @Test
    void readsAFileInsideARootAndHashesIt() {
        PhotoContent content = fetcher.fetch(root.resolve("a photo.jpg").toUri());

        assertThat(content.bytes()).isEqualTo(PHOTO);
        assertThat(content.hash()).isEqualTo(ContentHash.of(PHOTO));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/../secret", "/%2e%2e/secret", "/sub/..%2f..%2Fsecret", "/../missing", "/../root-not"})
    void noSpellingOfParentLeadsOutOfTheRoot(String path) {
        assertFails(() -> fetcher.fetch(URI.create(root.toUri() + path)), SOURCE_OUTSIDE_ROOTS);
    }

    @Test
    void outsideTheRootsNobodyLearnsWhatExists() {
        String existing = assertFails(() -> fetcher.fetch(URI.create("file:///etc/passwd")), SOURCE_OUTSIDE_ROOTS);
        String missing = assertFails(() -> fetcher.fetch(URI.create("file:///etc/missing")), SOURCE_OUTSIDE_ROOTS);

        assertThat(existing.replace("passwd", "missing")).isEqualTo(missing);
    }

    @Test
    void aLinkOutOfTheRootIsNotFollowed() throws IOException {
        Path link = Files.createSymbolicLink(root.resolve("link"), directory.resolve("secret"));
        Path folder = Files.createSymbolicLink(root.resolve("folder"), directory);

        assertFails(() -> fetcher.fetch(link.toUri()), SOURCE_OUTSIDE_ROOTS);
        assertFails(() -> fetcher.fetch(folder.resolve("secret").toUri()), SOURCE_OUTSIDE_ROOTS);
    }

    /** As if a folder had been swapped for a link between the check and the opening. */
    @Test
    void openingFollowsNoLinkOnTheWay() throws IOException {
        Files.createSymbolicLink(root.resolve("folder"), directory);
        Files.createSymbolicLink(root.resolve("link"), directory.resolve("secret"));
        Files.write(root.resolve("sub/b.jpg"), PHOTO);

        try (RootedFile file = RootedFile.open(root, Path.of("sub/b.jpg"))) {
            assertThat(file.stream().readAllBytes()).isEqualTo(PHOTO);
        }
        assertThatThrownBy(() -> RootedFile.open(root, Path.of("folder/secret")))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> RootedFile.open(root, Path.of("link"))).isInstanceOf(IOException.class);
    }

    @Test
    void aLinkWithinTheRootAndARootBehindALinkAreFine() throws IOException {
        Path inner = Files.createSymbolicLink(root.resolve("inner"), root.resolve("a photo.jpg"));
        Path alias = Files.createSymbolicLink(directory.resolve("alias"), root);
        FileFetcher aliased = new FileFetcher(List.of(alias), LIMITS, FetchCapacity.defaults());

        assertThat(fetcher.fetch(inner.toUri()).bytes()).isEqualTo(PHOTO);
        assertThat(aliased.fetch(alias.resolve("a photo.jpg").toUri()).bytes()).isEqualTo(PHOTO);
        assertThat(aliased.fetch(root.resolve("a photo.jpg").toUri()).bytes()).isEqualTo(PHOTO);
    }

    @Test
    void withoutRootsNothingIsRead() {
        FileFetcher closed = new FileFetcher(List.of(), LIMITS, FetchCapacity.defaults());

        assertFails(() -> closed.fetch(root.resolve("a photo.jpg").toUri()), SOURCE_OUTSIDE_ROOTS);
    }

    @Test
    void tellsMissingEmptyAndTooLargeApart() throws IOException {
        Path empty = Files.createFile(root.resolve("empty"));
        Path limit = Files.write(root.resolve("limit"), new byte[100]);
        Path large = Files.write(root.resolve("large"), new byte[101]);

        assertFails(() -> fetcher.fetch(root.resolve("missing").toUri()), SOURCE_NOT_FOUND);
        assertFails(() -> fetcher.fetch(empty.resolve("below a file").toUri()), SOURCE_NOT_FOUND);
        assertFails(() -> fetcher.fetch(root.resolve("a".repeat(300)).toUri()), SOURCE_NOT_FOUND);
        assertFails(() -> fetcher.fetch(empty.toUri()), SOURCE_EMPTY);
        assertThat(assertFails(() -> fetcher.fetch(large.toUri()), SOURCE_TOO_LARGE))
                .contains("101", "100");
        assertThat(fetcher.fetch(limit.toUri()).bytes()).hasSize(100);
    }

    @Test
    void aRootThatIsAwayIsTriedAgainLater() {
        assertFails(() -> fetcher.fetch(directory.resolve("later/a.jpg").toUri()), SOURCE_UNAVAILABLE);
    }

    @Test
    void aDirectoryADeviceAndAPipeAreNoFiles() throws Exception {
        FileFetcher devices = new FileFetcher(List.of(Path.of("/dev")), LIMITS, FetchCapacity.defaults());
        Path pipe = root.resolve("pipe");
        assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0, "there is no mkfifo here");

        assertThat(assertFails(() -> fetcher.fetch(root.toUri()), SOURCE_REFUSED))
                .contains("directory");
        assertFails(() -> fetcher.fetch(pipe.toUri()), SOURCE_REFUSED);
        assertFails(() -> devices.fetch(URI.create("file:///dev/zero")), SOURCE_REFUSED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"file://elsewhere/a.jpg", "file:a.jpg", "file:///a.jpg?b", "file:///a%00.jpg", "file:///a.jpg#b"
            })
    void anAddressThatNamesNoLocalFileIsRefused(String source) {
        assertFails(() -> fetcher.fetch(URI.create(source)), SOURCE_REFUSED);
    }
}
