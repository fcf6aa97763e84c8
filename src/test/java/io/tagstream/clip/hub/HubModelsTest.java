package io.tagstream.clip.hub;

import static io.tagstream.clip.hub.HubFixture.NAME;
import static io.tagstream.clip.hub.HubFixture.WEIGHTS;
import static io.tagstream.clip.hub.HubFixture.WEIGHT_BYTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HubModelsTest {

    @TempDir
    private Path folder;

    private HubFixture hub;

    @BeforeEach
    void start() throws IOException {
        hub = new HubFixture(folder.resolve("hub"));
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    void pullsWhatAClipNeedsIntoTheLayoutOfTheHubsOwnTools() throws IOException {
        Path snapshot = hub.pull();

        assertThat(snapshot).isEqualTo(hub.repository().resolve("snapshots").resolve(HubServer.COMMIT));
        assertThat(names(snapshot))
                .containsExactlyInAnyOrder(
                        "config.json", "preprocessor_config.json", "tokenizer.json", "vocab.json", WEIGHTS);
        Path weights = snapshot.resolve(WEIGHTS);
        assertThat(Files.readSymbolicLink(weights))
                .isEqualTo(Path.of("../../blobs", HubServer.etag(WEIGHTS, WEIGHT_BYTES)));
        assertThat(weights).hasBinaryContent(WEIGHT_BYTES);
        assertThat(hub.repository().resolve("refs/main")).hasContent(HubServer.COMMIT);
        assertThat(names(hub.repository().resolve("blobs"))).hasSize(5).noneMatch(name -> name.endsWith("incomplete"));
    }

    @Test
    void aSecondPullFetchesNoBodyAgain() {
        hub.pull();
        hub.server.forgetRequests();

        hub.pull();

        assertThat(hub.server.bodies()).isZero();
        assertThat(hub.server.requests()).hasSize(1);
    }

    @Test
    void theTokenGoesToTheHubAndNeverToItsStorage() {
        hub.environment.put("HF_TOKEN", HubServer.TOKEN);

        hub.pull();

        assertThat(hub.server.transfers()).isNotEmpty().allSatisfy(request -> assertThat(
                        request.header("Authorization"))
                .isEmpty());
        assertThat(hub.server.requests())
                .filteredOn(request -> request.server().equals("hub"))
                .allSatisfy(
                        request -> assertThat(request.header("Authorization")).contains("Bearer " + HubServer.TOKEN));
    }

    @Test
    void takesThePullRequestsOfARepositoryAsRevisions() throws IOException {
        Path snapshot = hub.pull(ModelName.of(HubServer.REPOSITORY + "@refs/pr/12"));

        assertThat(snapshot.resolve(WEIGHTS)).exists();
        assertThat(hub.repository().resolve("refs/refs/pr/12")).hasContent(HubServer.COMMIT);
    }

    @Test
    void aCommitThatIsCompleteIsNotAskedFor() {
        hub.pull();
        hub.server.forgetRequests();

        hub.pull(new ModelName(HubServer.REPOSITORY, HubServer.COMMIT));

        assertThat(hub.server.requests()).isEmpty();
    }

    @Test
    void findsWhatOtherToolsHaveFetched() throws IOException {
        Path blob = hub.blob(WEIGHTS, WEIGHT_BYTES);
        Path pointer =
                hub.repository().resolve("snapshots").resolve(HubServer.COMMIT).resolve(WEIGHTS);
        Files.createDirectories(blob.getParent());
        Files.createDirectories(pointer.getParent());
        Files.write(blob, WEIGHT_BYTES);
        Files.createSymbolicLink(pointer, pointer.getParent().relativize(blob));

        hub.pull();

        assertThat(hub.server.transfers()).isEmpty();
    }

    @Test
    void linksAContentThatAnotherCommitHasBroughtAlready() throws IOException {
        Path blob = hub.blob(WEIGHTS, WEIGHT_BYTES);
        Files.createDirectories(blob.getParent());
        Files.write(blob, WEIGHT_BYTES);

        Path snapshot = hub.pull();

        assertThat(hub.server.transfers()).isEmpty();
        assertThat(snapshot.resolve(WEIGHTS)).hasBinaryContent(WEIGHT_BYTES);
    }

    @Test
    void asksForSizeAndHashOfEachFileWhereTheListDoesNotSayThem() {
        hub.server.detailed = false;

        Path snapshot = hub.pull();

        assertThat(snapshot.resolve(WEIGHTS)).hasBinaryContent(WEIGHT_BYTES);
        assertThat(hub.server.requests()).anyMatch(request -> request.method().equals("HEAD"));
    }

    @Test
    void offlineItTakesWhatTheCacheHas() {
        Path snapshot = hub.pull();
        hub.environment.put("HF_HUB_OFFLINE", "1");
        hub.server.forgetRequests();

        assertThat(hub.pull()).isEqualTo(snapshot);
        assertThat(hub.server.requests()).isEmpty();
    }

    @Test
    void offlineItSaysWhatIsMissing() throws IOException {
        Path snapshot = hub.pull();
        Files.delete(snapshot.resolve(WEIGHTS));
        hub.environment.put("HF_HUB_OFFLINE", "1");

        assertThatThrownBy(hub::pull)
                .isInstanceOf(HubException.class)
                .hasMessageContaining(
                        "HF_HUB_OFFLINE is set, and the cache lacks model.safetensors of someone/drawn-scenes");
    }

    @Test
    void offlineItSaysThatTheCacheDoesNotKnowTheModel() {
        hub.environment.put("HF_HUB_OFFLINE", "yes");

        assertThatThrownBy(hub::pull).hasMessageContaining(hub.cache + " does not have someone/drawn-scenes");
    }

    @Test
    void withoutAHubItTakesWhatTheCacheHasAndSaysSo() {
        Path snapshot = hub.pull();
        hub.server.close();

        assertThat(hub.pull()).isEqualTo(snapshot);
        assertThat(hub.notes).last().asString().endsWith("taking what the cache has of someone/drawn-scenes");
    }

    @Test
    void withoutAHubAndWithoutACacheItFails() {
        hub.server.close();

        assertThatThrownBy(hub::pull)
                .isInstanceOf(HubException.class)
                .hasMessageContaining("the list of files of someone/drawn-scenes");
    }

    @Test
    void refusesWhatDoesNotFitOnTheDisk() {
        hub.server.atHub.add(exchange -> {
            byte[] list = """
                    {"sha": "%s", "siblings": [
                      {"rfilename": "config.json", "blobId": "%s", "size": 10},
                      {"rfilename": "model.safetensors", "lfs": {"sha256": "%s", "size": 900000000000000000}}]}
                    """.formatted(HubServer.COMMIT, "a".repeat(40), "b".repeat(64))
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, list.length);
            exchange.getResponseBody().write(list);
            exchange.close();
        });

        assertThatThrownBy(hub::pull).hasMessageContaining("900000000.00 GB more are needed, but " + hub.cache);
        assertThat(hub.server.bodies()).isZero();
    }

    @Test
    void refusesAFileNameThatLeadsOutOfTheSnapshot() {
        assertThatThrownBy(() -> new HubFile("../../../config.json", 1, "a".repeat(40)))
                .isInstanceOf(HubException.class)
                .hasMessageContaining("../../../config.json");
    }

    @Test
    void aFolderWinsOverAName() throws IOException {
        Path model = Files.createDirectories(folder.resolve("clip"));

        try (HubModels models = hub.models()) {
            assertThat(models.locate(model.toString())).isEqualTo(new ModelSource(model, "clip"));
        }
        assertThat(hub.server.requests()).isEmpty();
    }

    @Test
    void aSnapshotsFolderIsCalledAsItsRepositoryIs() {
        Path snapshot = hub.pull();

        try (HubModels models = hub.models()) {
            assertThat(models.locate(snapshot.toString())).isEqualTo(new ModelSource(snapshot, HubServer.REPOSITORY));
        }
    }

    @Test
    void aNameIsFetchedOnceAndThenFoundWithoutAsking() {
        try (HubModels models = hub.models()) {
            ModelSource fetched = models.locate(HubServer.REPOSITORY);
            hub.server.forgetRequests();

            assertThat(models.locate(HubServer.REPOSITORY)).isEqualTo(fetched);
            assertThat(fetched.name()).isEqualTo(HubServer.REPOSITORY);
            assertThat(fetched.directory().resolve(WEIGHTS)).exists();
        }
        assertThat(hub.server.requests()).isEmpty();
    }

    @Test
    void whatIsNeitherFolderNorNameIsSaidToBeNeither() {
        try (HubModels models = hub.models()) {
            assertThatThrownBy(() -> models.locate("/no/such/folder"))
                    .hasMessage("there is no folder '/no/such/folder', nor is this a name on the hub (OWNER/NAME)");
        }
    }

    @Test
    void aPlanFetchesNothing() {
        try (HubModels models = hub.models()) {
            PullPlan plan = models.plan(NAME);

            assertThat(plan.commit()).isEqualTo(HubServer.COMMIT);
            assertThat(plan.steps()).hasSize(5).noneMatch(PullPlan.Step::present);
            assertThat(plan.bytesToFetch()).isGreaterThan(WEIGHT_BYTES.length).isEqualTo(plan.bytes());
        }
        assertThat(hub.server.bodies()).isZero();
        assertThat(hub.cache).doesNotExist();
    }

    @Test
    void anotherCommitOfTheSameRevisionIsFollowed() throws IOException {
        hub.pull();
        Files.writeString(hub.repository().resolve("refs/main"), "f".repeat(40));

        assertThat(hub.pull().getFileName()).hasToString(HubServer.COMMIT);
        assertThat(hub.repository().resolve("refs/main")).hasContent(HubServer.COMMIT);
    }

    private static Set<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        }
    }

    @Test
    void anIndexOfShardsBringsItsShards() {
        hub.server.put("model.safetensors.index.json", """
                {"weight_map": {"a": "model-00001-of-00002.safetensors", "b": "model-00002-of-00002.safetensors"}}""");
        hub.server.put("model-00001-of-00002.safetensors", new byte[100]);
        hub.server.put("model-00002-of-00002.safetensors", new byte[200]);
        hub.server.remove(WEIGHTS);

        Path snapshot = hub.pull();

        assertThat(List.of("model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors"))
                .allSatisfy(shard -> assertThat(snapshot.resolve(shard)).exists());
        try (HubModels models = hub.models()) {
            assertThat(models.cached(NAME)).contains(snapshot);
        }
    }
}
