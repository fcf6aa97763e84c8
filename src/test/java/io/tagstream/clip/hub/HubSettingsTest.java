package io.tagstream.clip.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HubSettingsTest {

    private static final Path HOME = Path.of("/someone");

    @Test
    void theCacheIsWhereTheHubsToolsHaveIt() {
        assertThat(cache(Map.of())).isEqualTo(HOME.resolve(".cache/huggingface/hub"));
        assertThat(cache(Map.of("XDG_CACHE_HOME", "/xdg"))).isEqualTo(Path.of("/xdg/huggingface/hub"));
        assertThat(cache(Map.of("XDG_CACHE_HOME", "/xdg", "HF_HOME", "~/hf"))).isEqualTo(HOME.resolve("hf/hub"));
        assertThat(cache(Map.of("HF_HOME", "/hf", "HF_HUB_CACHE", "/hub"))).isEqualTo(Path.of("/hub"));
        assertThat(cache(Map.of("HF_HUB_CACHE", ""))).isEqualTo(HOME.resolve(".cache/huggingface/hub"));
    }

    @Test
    void theTokenIsThatOfTheEnvironmentOrOfItsFile(@TempDir Path home) throws IOException {
        Path elsewhere = Files.writeString(home.resolve("elsewhere"), "hf_elsewhere\n");
        Files.createDirectories(home.resolve(".cache/huggingface"));
        Files.writeString(home.resolve(".cache/huggingface/token"), "hf_stored\n");

        assertThat(HubSettings.of(Map.of(), HOME).token()).isEmpty();
        assertThat(HubSettings.of(Map.of(), home).token()).contains(new Token("hf_stored"));
        assertThat(HubSettings.of(Map.of("HF_TOKEN_PATH", elsewhere.toString()), home)
                        .token())
                .contains(new Token("hf_elsewhere"));
        assertThat(HubSettings.of(Map.of("HF_TOKEN", " hf_mine "), home).token())
                .contains(new Token("hf_mine"));
    }

    @Test
    void theTokenIsNotShown() {
        assertThat(HubSettings.of(Map.of("HF_TOKEN", "hf_mine"), HOME).toString())
                .doesNotContain("hf_mine");
        assertThatThrownBy(() -> HubSettings.of(Map.of("HF_TOKEN", "hf_\nmine"), HOME))
                .isInstanceOf(HubException.class)
                .hasMessageNotContaining("mine");
    }

    @Test
    void theEndpointIsAnyHub() {
        assertThat(HubSettings.of(Map.of(), HOME).endpoint()).isEqualTo(URI.create("https://huggingface.co"));
        assertThat(HubSettings.of(Map.of("HF_ENDPOINT", "http://hub.example:8080/hf/"), HOME)
                        .endpoint())
                .isEqualTo(URI.create("http://hub.example:8080/hf"));
        assertThatThrownBy(() -> HubSettings.of(Map.of("HF_ENDPOINT", "hub.example"), HOME))
                .hasMessageStartingWith("HF_ENDPOINT is no address of a hub");
    }

    @Test
    void offlineIsWhatPythonTakesForTrue() {
        assertThat(HubSettings.of(Map.of("HF_HUB_OFFLINE", "true"), HOME).offline())
                .isTrue();
        assertThat(HubSettings.of(Map.of("HF_HUB_OFFLINE", "0"), HOME).offline())
                .isFalse();
        assertThat(HubSettings.of(Map.of(), HOME).offline()).isFalse();
    }

    @Test
    void proxiesAreThoseOfTheEnvironment() {
        Proxies proxies = Proxies.of(
                Map.of("https_proxy", "http://proxy.example:3128", "NO_PROXY", "localhost, .internal.example"));

        assertThat(proxies.proxyFor(URI.create("https://huggingface.co/x")))
                .hasValueSatisfying(proxy -> assertThat(proxy.getHostString() + ":" + proxy.getPort())
                        .isEqualTo("proxy.example:3128"));
        assertThat(proxies.proxyFor(URI.create("http://huggingface.co/x"))).isEmpty();
        assertThat(proxies.proxyFor(URI.create("https://hub.internal.example/x")))
                .isEmpty();
        assertThat(proxies.proxyFor(URI.create("https://localhost/x"))).isEmpty();
        assertThatThrownBy(() -> Proxies.of(Map.of("HTTPS_PROXY", "http://me:secret@proxy.example")))
                .hasMessageNotContaining("secret");
    }

    private static Path cache(Map<String, String> environment) {
        return HubSettings.of(environment, HOME).cache();
    }
}
