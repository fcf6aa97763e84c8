package io.tagstream.clip.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HubRefusalTest {

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
    void withoutATokenAnUnknownModelMayAlsoBeAPrivateOne() {
        assertThatThrownBy(() -> hub.pull(ModelName.of("someone/else")))
                .isInstanceOf(HubException.class)
                .hasMessageContaining(
                        "someone/else does not exist at " + hub.server.endpoint() + ", or is private or gated")
                .hasMessageContaining("set HF_TOKEN");
    }

    @Test
    void withATokenAnUnknownModelIsNotThere() {
        hub.environment.put("HF_TOKEN", HubServer.TOKEN);

        assertThatThrownBy(() -> hub.pull(ModelName.of("someone/else")))
                .hasMessageContaining("there is no someone/else at " + hub.server.endpoint());
    }

    @Test
    void aWrongTokenIsNamedButNotShown() {
        hub.environment.put("HF_TOKEN", "hf_wrong");

        assertThatThrownBy(hub::pull)
                .hasMessageContaining("does not accept the token from HF_TOKEN")
                .hasMessageNotContaining("hf_wrong");
    }

    @Test
    void aGatedModelTellsWhereToAcceptItsLicence() {
        hub.server.access = HubServer.Access.GATED;
        hub.environment.put("HF_TOKEN", HubServer.TOKEN);

        assertThatThrownBy(hub::pull)
                .hasMessage(
                        "someone/drawn-scenes is gated: accept its licence at %s/someone/drawn-scenes with the account of your token, then try again",
                        hub.server.endpoint());
    }

    @Test
    void aGatedModelNeedsATokenToo() {
        hub.server.access = HubServer.Access.GATED;

        assertThatThrownBy(hub::pull).hasMessageContaining("and set HF_TOKEN to a token of that account");
    }

    @Test
    void anUnknownRevisionIsNamed() {
        assertThatThrownBy(() -> hub.pull(ModelName.of(HubServer.REPOSITORY + "@v2")))
                .hasMessageStartingWith("someone/drawn-scenes has no revision 'v2'");
    }

    @Test
    void aFileThatIsListedButNotThereIsNamed() {
        hub.server.detailed = false;
        hub.server.atHub.add(hub.server::answerList);
        hub.server.atHub.add(HubServer.status(404, "X-Error-Code", "EntryNotFound"));

        assertThatThrownBy(hub::pull).hasMessage("someone/drawn-scenes has no file config.json");
    }

    @Test
    void pickledWeightsAreNotFetched() {
        hub.server.remove(HubFixture.WEIGHTS);

        assertThatThrownBy(hub::pull)
                .hasMessageStartingWith(
                        "someone/drawn-scenes has its weights as Python pickles only (pytorch_model.bin).")
                .hasMessageContaining("someone/drawn-scenes@refs/pr/N");
        assertThat(hub.server.bodies()).isZero();
    }

    @Test
    void aServerThatIsNoHubIsFoundOut() {
        hub.server.atHub.add(exchange -> {
            exchange.sendResponseHeaders(200, 6);
            exchange.getResponseBody().write(new byte[] {'<', 'h', 't', 'm', 'l', '>'});
            exchange.close();
        });

        assertThatThrownBy(hub::pull).hasMessageContaining("answers with something other than JSON; is it a hub?");
    }

    @Test
    void nothingThatBeganEncryptedGoesOnInTheClear() {
        URI hub = URI.create("https://huggingface.co/x");

        assertThatThrownBy(() -> HubHttp.target(hub, "http://storage.example/x?signature=secret"))
                .hasMessage("huggingface.co redirects from https to http, to storage.example: refused");
        assertThatThrownBy(() -> HubHttp.target(hub, "file:///etc/passwd"))
                .hasMessage("huggingface.co redirects to what is no web address");
        assertThat(HubHttp.target(hub, "/elsewhere")).isEqualTo(URI.create("https://huggingface.co/elsewhere"));
    }
}
