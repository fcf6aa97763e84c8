package io.tagstream.clip.hub;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where the hub is, who asks, and where its files are kept.
 *
 * @param endpoint scheme, host and perhaps a path, without a slash at the end
 * @param cache the folder that holds {@code models--OWNER--NAME}
 * @param offline whether to use what the cache has and nothing else
 */
public record HubSettings(URI endpoint, Optional<Token> token, Path cache, boolean offline, Proxies proxies) {

    private static final String PUBLIC_HUB = "https://huggingface.co";
    private static final Set<String> TRUE = Set.of("1", "ON", "YES", "TRUE");

    public HubSettings {
        String scheme = endpoint.getScheme() == null ? "" : endpoint.getScheme();
        if (!Set.of("http", "https").contains(scheme) || endpoint.getHost() == null || endpoint.getUserInfo() != null) {
            throw new HubException("HF_ENDPOINT is no address of a hub, such as " + PUBLIC_HUB);
        }
    }

    /**
     * Reads what the hub's own tools read: {@code HF_ENDPOINT}, {@code HF_TOKEN}, {@code HF_TOKEN_PATH}, {@code HF_HUB_CACHE},
     * {@code HF_HOME}, {@code XDG_CACHE_HOME}, {@code HF_HUB_OFFLINE}; see
     * <a href="https://huggingface.co/docs/huggingface_hub/package_reference/environment_variables">their documentation</a>.
     *
     * @param environment names and values; an empty value counts as none
     * @param home the user's folder
     */
    public static HubSettings of(Map<String, String> environment, Path home) {
        Variables variables = new Variables(environment, home);
        Path hubHome = variables
                .path("HF_HOME")
                .or(() -> variables.path("XDG_CACHE_HOME").map(cache -> cache.resolve("huggingface")))
                .orElseGet(() -> home.resolve(".cache").resolve("huggingface"));
        return new HubSettings(
                endpoint(variables.text("HF_ENDPOINT").orElse(PUBLIC_HUB)),
                variables
                        .text("HF_TOKEN", "HUGGING_FACE_HUB_TOKEN")
                        .or(() -> tokenIn(variables.path("HF_TOKEN_PATH").orElse(hubHome.resolve("token"))))
                        .map(Token::new),
                variables.path("HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE").orElse(hubHome.resolve("hub")),
                variables.flag("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE"),
                Proxies.of(environment));
    }

    /** That of this process. */
    public static HubSettings ofProcess() {
        return of(System.getenv(), Path.of(System.getProperty("user.home")));
    }

    public HubSettings withCache(Path folder) {
        return new HubSettings(endpoint, token, folder, offline, proxies);
    }

    private static URI endpoint(String text) {
        try {
            return URI.create(text.replaceAll("/+$", ""));
        } catch (IllegalArgumentException e) {
            throw new HubException("HF_ENDPOINT is no address: " + text, e);
        }
    }

    /** What {@code hf auth login} has stored; nobody has to be logged in. */
    private static Optional<String> tokenIn(Path file) {
        try {
            return Files.isRegularFile(file)
                    ? Optional.of(Files.readString(file).strip()).filter(text -> !text.isEmpty())
                    : Optional.empty();
        } catch (IOException e) {
            throw new HubException("the hub's token in " + file + " cannot be read: " + e, e);
        }
    }

    private record Variables(Map<String, String> environment, Path home) {

        /** The first of these names that has a value. */
        Optional<String> text(String... names) {
            return Stream.of(names)
                    .map(name -> environment.getOrDefault(name, "").strip())
                    .filter(value -> !value.isEmpty())
                    .findFirst();
        }

        Optional<Path> path(String... names) {
            return text(names).map(value -> value.startsWith("~/") ? home.resolve(value.substring(2)) : Path.of(value));
        }

        boolean flag(String... names) {
            return text(names)
                    .map(value -> value.toUpperCase(Locale.ROOT))
                    .filter(TRUE::contains)
                    .isPresent();
        }
    }
}
