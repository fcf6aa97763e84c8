package io.tagstream.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tagstream.clip.hub.HubServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands as somebody types them, with the demo's model on a hub of its own. */
class ModelCommandsIT {

    private static final Path DEMO_MODEL = Path.of("src/demo-model/snapshot");

    @TempDir
    private Path folder;

    private HubServer hub;
    private Map<String, String> environment;

    @BeforeEach
    void start() throws IOException {
        hub = HubServer.of(DEMO_MODEL);
        environment = Map.of(
                "HF_ENDPOINT", hub.endpoint().toString(),
                "HF_HOME", folder.resolve("hf").toString(),
                "HF_TOKEN", HubServer.TOKEN);
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    void pullPrintsTheSnapshotsFolderAndNothingElse() throws Exception {
        CommandRun pull = run("model", "pull", HubServer.REPOSITORY);

        Path snapshot =
                folder.resolve("hf/hub/models--someone--drawn-scenes/snapshots").resolve(HubServer.COMMIT);
        assertThat(pull.out()).isEqualTo(snapshot + System.lineSeparator());
        assertThat(pull.status()).isZero();
        assertThat(snapshot.resolve("model.safetensors"))
                .hasSameBinaryContentAs(DEMO_MODEL.resolve("model.safetensors"));
        assertThat(snapshot.resolve("README.md")).doesNotExist();
        assertThat(pull.err())
                .contains("model.safetensors: 5.0 MB, as the hub has it")
                .doesNotContain("\r", HubServer.TOKEN, "Signature");
    }

    @Test
    void aSecondPullFetchesNothing() throws Exception {
        run("model", "pull", HubServer.REPOSITORY);
        long bodies = hub.bodies();

        CommandRun second = run("model", "pull", "--revision", "main", HubServer.REPOSITORY);

        assertThat(second.status()).isZero();
        assertThat(second.err()).isEmpty();
        assertThat(hub.bodies()).isEqualTo(bodies);
    }

    @Test
    void quietSaysNothing() throws Exception {
        CommandRun pull = run(
                "model",
                "pull",
                "--quiet",
                "--cache",
                folder.resolve("elsewhere").toString(),
                HubServer.REPOSITORY);

        assertThat(pull.err()).isEmpty();
        assertThat(pull.out()).startsWith(folder.resolve("elsewhere").toString());
    }

    @Test
    void dryRunListsFilesAndFetchesNone() throws Exception {
        CommandRun plan = run("model", "pull", "--dry-run", HubServer.REPOSITORY + "@refs/pr/12");

        assertThat(plan.out())
                .startsWith("someone/drawn-scenes@refs/pr/12, commit " + HubServer.COMMIT)
                .contains("model.safetensors", "5.0 MB")
                .endsWith("5.0 MB of 5.0 MB to fetch\n");
        assertThat(hub.bodies()).isZero();
    }

    @Test
    void whatCannotBeFetchedIsASentenceAndStatusOne() throws Exception {
        CommandRun pull = run("model", "pull", "someone/else");

        assertThat(pull.status()).isEqualTo(1);
        assertThat(pull.out()).isEmpty();
        assertThat(pull.err())
                .startsWith("there is no someone/else at " + hub.endpoint())
                .doesNotContain("\tat ");
    }

    @Test
    void importTakesANameAndListShowsWhatIsThere() throws Exception {
        Path archives = folder.resolve(".cache/tagstream");
        CommandRun imported = run("model", "import", HubServer.REPOSITORY, "--precision", "FLOAT32");
        Files.write(archives.resolve("clip-broken.pt"), new byte[10]);
        Files.createDirectories(folder.resolve("hf/hub/models--someone--half/snapshots/" + "a".repeat(40)));

        CommandRun table = run("model", "list");
        CommandRun json = run("model", "list", "--json");

        assertThat(imported.status()).isZero();
        assertThat(Path.of(imported.out().strip())).exists().hasParentRaw(archives);
        assertThat(table.out())
                .containsPattern("someone/drawn-scenes +main +0123456789ab +5.0 MB +complete, can be run")
                .containsPattern("someone/half +aaaaaaaaaaaa +0 B +lacks config.json")
                .containsPattern("[0-9a-f]{12} +float32 +\\d+ +64 px");
        assertThat(table.err()).contains("skipped " + archives.resolve("clip-broken.pt"));
        JsonNode root = new ObjectMapper().readTree(json.out());
        assertThat(root.at("/models/0/runnable").asBoolean()).isTrue();
        assertThat(root.at("/models/0/revisions/0").asText()).isEqualTo("main");
        assertThat(root.at("/models/1/complete").asBoolean()).isFalse();
        assertThat(root.at("/archives/0/file").asText())
                .isEqualTo(imported.out().strip());
    }

    private CommandRun run(String... arguments) throws IOException, InterruptedException {
        return CommandRun.of(environment, folder, arguments);
    }
}
