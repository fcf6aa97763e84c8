package io.tagstream.clip.hub;

import static io.tagstream.clip.hub.HubFixture.NAME;
import static io.tagstream.clip.hub.HubFixture.WEIGHTS;
import static io.tagstream.clip.hub.HubFixture.WEIGHT_BYTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokenTransferTest {

    private static final int MEGABYTE = 1_000_000;

    @TempDir
    private Path folder;

    private HubFixture hub;

    @BeforeEach
    void start() throws IOException {
        hub = new HubFixture(folder);
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    void goesOnWhereTheConnectionBroke() {
        hub.server.atStorage.add(hub.server.breakingOffAfter(WEIGHTS, MEGABYTE));

        Path snapshot = hub.pull();

        assertThat(snapshot.resolve(WEIGHTS)).hasBinaryContent(WEIGHT_BYTES);
        assertThat(hub.server.transfers()).hasSize(2);
        assertThat(hub.server.transfers().getLast().header("Range"))
                .hasValueSatisfying(range -> assertThat(range).matches("bytes=[1-9]\\d*-"));
        assertThat(hub.notes).anySatisfy(note -> assertThat(note).startsWith("model.safetensors: "));
    }

    @Test
    void givesUpAfterSomeAttemptsThatBringNothing() {
        for (int i = 0; i < 10; i++) {
            hub.server.atStorage.add(hub.server.breakingOffAfter(WEIGHTS, 0));
        }

        assertThatThrownBy(hub::pull).isInstanceOf(HubException.class).hasMessageContaining("(4 attempts)");
        assertThat(hub.server.transfers()).hasSize(4);
    }

    @Test
    void keepsWhatHasArrivedForTheNextPull() throws IOException {
        hub.server.atStorage.add(hub.server.breakingOffAfter(WEIGHTS, MEGABYTE));
        for (int i = 0; i < 4; i++) {
            hub.server.atStorage.add(HubServer.status(503));
        }
        assertThatThrownBy(hub::pull).hasMessageContaining("status 503");
        long kept = Files.size(hub.partialWeights());
        hub.server.atStorage.clear();
        hub.server.forgetRequests();

        Path snapshot = hub.pull();

        assertThat(kept).isPositive();
        assertThat(hub.beginnings).containsExactly(0L, kept);
        assertThat(hub.server.transfers()).singleElement().satisfies(request -> assertThat(request.header("Range"))
                .contains("bytes=" + kept + "-"));
        assertThat(snapshot.resolve(WEIGHTS)).hasBinaryContent(WEIGHT_BYTES);
        assertThat(hub.partialWeights()).doesNotExist();
    }

    @Test
    void startsAgainWhereTheServerKnowsNoRanges() throws IOException {
        leave(Arrays.copyOf(WEIGHT_BYTES, MEGABYTE));
        hub.server.atStorage.add(exchange -> {
            exchange.sendResponseHeaders(200, WEIGHT_BYTES.length);
            exchange.getResponseBody().write(WEIGHT_BYTES);
            exchange.close();
        });

        assertThat(hub.pull().resolve(WEIGHTS)).hasBinaryContent(WEIGHT_BYTES);
        assertThat(hub.server.transfers()).hasSize(1);
    }

    @Test
    void appendsNothingToWhatAnotherVersionOfTheFileHasLeft() {
        hub.server.atStorage.add(exchange -> {
            exchange.getResponseHeaders().set("ETag", "\"before\"");
            hub.server.breakingOffAfter(WEIGHTS, MEGABYTE).handle(exchange);
        });

        Path snapshot = hub.pull();

        assertThat(hub.server.transfers().getLast().header("If-Range")).contains("\"before\"");
        assertThat(snapshot.resolve(WEIGHTS)).hasBinaryContent(WEIGHT_BYTES);
    }

    @Test
    void fetchesAllOfItAgainWhereTheBeginningIsNotThatOfTheFile() throws IOException {
        leave(new byte[MEGABYTE]);

        assertThat(hub.pull().resolve(WEIGHTS)).hasBinaryContent(WEIGHT_BYTES);
        assertThat(hub.server.transfers()).hasSize(2);
        assertThat(hub.notes)
                .contains(
                        "model.safetensors: what an earlier download has left does not fit; fetching all of it again");
    }

    @Test
    void fetchesAllOfItAgainWhereMoreWasLeftThanThereIs() throws IOException {
        leave(new byte[WEIGHT_BYTES.length + 1]);

        assertThat(hub.pull().resolve(WEIGHTS)).hasBinaryContent(WEIGHT_BYTES);
    }

    @Test
    void startsAgainWhereTheRestIsRefused() throws IOException {
        leave(Arrays.copyOf(WEIGHT_BYTES, MEGABYTE));
        hub.server.atStorage.add(HubServer.status(416));

        assertThat(hub.pull().resolve(WEIGHTS)).hasBinaryContent(WEIGHT_BYTES);
    }

    @Test
    void namesBothHashesOfALargeFileAndDeletesIt() {
        byte[] wrong = WEIGHT_BYTES.clone();
        wrong[1_000] ^= 1;
        hub.server.atStorage.add(whole(wrong));

        assertThatThrownBy(hub::pull)
                .isInstanceOf(HubException.class)
                .hasMessage(
                        "model.safetensors of someone/drawn-scenes is not what the hub says it is, and was deleted: its hash is %s, but should be %s",
                        HubServer.etag(WEIGHTS, wrong), HubServer.etag(WEIGHTS, WEIGHT_BYTES));
        assertThat(hub.partialWeights()).doesNotExist();
        assertThat(hub.blob(WEIGHTS, WEIGHT_BYTES)).doesNotExist();
        assertThat(hub.repository().resolve("refs/main")).doesNotExist();
    }

    @Test
    void checksSmallFilesByTheHashOfTheirGitBlob() {
        hub.server.atHub.add(passing());
        hub.server.atHub.add(whole("{\"model_type\": \"CLIP\"}".getBytes(StandardCharsets.UTF_8)));

        assertThatThrownBy(hub::pull)
                .hasMessageStartingWith("config.json of someone/drawn-scenes is not what the hub says it is");
    }

    @Test
    void refusesMoreBytesThanTheHubLists() {
        hub.server.atStorage.add(whole(Arrays.copyOf(WEIGHT_BYTES, WEIGHT_BYTES.length + 1)));

        assertThatThrownBy(hub::pull).hasMessageContaining("has more bytes than the 3000000 that the hub lists");
    }

    @Test
    void aConnectionFromWhichNothingComesIsABrokenOne() {
        CountDownLatch forEver = new CountDownLatch(1);
        hub.server.atStorage.add(exchange -> {
            exchange.sendResponseHeaders(200, WEIGHT_BYTES.length);
            exchange.getResponseBody().write(WEIGHT_BYTES, 0, MEGABYTE);
            exchange.getResponseBody().flush();
            await(forEver);
        });
        Patience impatient = new Patience(100, Duration.ofMillis(1), Duration.ofSeconds(5), Duration.ofSeconds(1));

        try (HubModels models = hub.models(impatient)) {
            assertThat(models.pull(NAME).resolve(WEIGHTS)).hasBinaryContent(WEIGHT_BYTES);
        } finally {
            forEver.countDown();
        }
        assertThat(hub.notes).anyMatch(note -> note.contains("nothing has come for 1 s"));
    }

    @Test
    void asksTheHubAgainWhenTheStoragesAddressHasHadItsTime() {
        hub.server.atStorage.add(HubServer.status(403));

        assertThat(hub.pull().resolve(WEIGHTS)).hasBinaryContent(WEIGHT_BYTES);
    }

    @Test
    void waitsAsLongAsTheHubAsks() {
        hub.server.atHub.add(HubServer.status(429, "Retry-After", "1"));

        hub.pull();

        assertThat(hub.notes)
                .containsExactly("the list of files of someone/drawn-scenes at " + hub.server.endpoint()
                        + ": localhost answers with status 429"
                        + " (too many requests); trying again in 1 s");
    }

    @Test
    void doesNotWaitAnHour() {
        hub.server.atHub.add(HubServer.status(429, "Retry-After", "3600"));

        assertThatThrownBy(hub::pull)
                .hasMessageEndingWith("(too many requests), and asks to wait for 3600 s; try again then");
    }

    @Test
    void bearsWithAHubThatRestarts() {
        hub.server.atHub.add(HubServer.status(502));
        hub.server.atHub.add(HubServer.status(503));

        assertThat(hub.pull().resolve(WEIGHTS)).exists();
    }

    @Test
    void refusesToBeSentInCircles() {
        for (int i = 0; i < 10; i++) {
            hub.server.atHub.add(HubServer.status(302, "Location", "/again"));
        }

        assertThatThrownBy(hub::pull).hasMessage("localhost redirects more than 5 times");
    }

    @Test
    void interruptedItKeepsWhatHasArrived() throws Exception {
        CountDownLatch half = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        hub.server.atStorage.add(exchange -> {
            exchange.sendResponseHeaders(200, WEIGHT_BYTES.length);
            exchange.getResponseBody().write(WEIGHT_BYTES, 0, MEGABYTE);
            exchange.getResponseBody().flush();
            half.countDown();
            await(end);
        });
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread pull = Thread.ofPlatform().start(() -> {
            try {
                hub.pull();
            } catch (HubException e) {
                thrown.set(e);
            }
        });
        half.await();
        while (!Files.exists(hub.partialWeights()) || Files.size(hub.partialWeights()) == 0) {
            Thread.sleep(5);
        }

        pull.interrupt();
        pull.join();
        end.countDown();

        assertThat(thrown.get()).hasMessageContaining("what has arrived is kept");
        assertThat(hub.partialWeights()).isNotEmptyFile();
        assertThat(hub.pull().resolve(WEIGHTS)).hasBinaryContent(WEIGHT_BYTES);
    }

    @Test
    void twoPullsAtATimeFetchOnce() {
        CompletableFuture<Path> one = CompletableFuture.supplyAsync(hub::pull);
        CompletableFuture<Path> other = CompletableFuture.supplyAsync(hub::pull);

        assertThat(one.join()).isEqualTo(other.join());
        assertThat(one.join().resolve(WEIGHTS)).hasBinaryContent(WEIGHT_BYTES);
        assertThat(hub.server.transfers()).hasSize(1);
    }

    private void leave(byte[] content) throws IOException {
        Files.createDirectories(hub.partialWeights().getParent());
        Files.write(hub.partialWeights(), content);
    }

    /** Sends a content with a length that is right for it. */
    private static HttpHandler whole(byte[] content) {
        return exchange -> {
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
            exchange.close();
        };
    }

    /** Answers the list of files, so that the next handler gets the next request. */
    private HttpHandler passing() {
        return hub.server::answerList;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
