package io.tagstream.clip.hub;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Requests to the hub, and to the storage that it redirects to. Redirects are followed here and not by the client, so that the
 * token goes to the hub's own address only and nothing that began encrypted goes on in the clear.
 */
final class HubHttp implements AutoCloseable {

    private static final int MAX_REDIRECTS = 5;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private final HubSettings settings;
    private final Duration timeout;
    private final HttpClient client;

    /** @param timeout until the headers of an answer are there */
    HubHttp(HubSettings settings, Duration timeout) {
        this.settings = settings;
        this.timeout = timeout;
        this.client = HttpClient.newBuilder()
                .version(Version.HTTP_1_1) // one connection for each transfer: breaking one off hurts no other
                .followRedirects(Redirect.NEVER)
                .connectTimeout(CONNECT_TIMEOUT)
                .proxy(settings.proxies().selector())
                .build();
    }

    /** The answer of the last server in the chain of redirects. The caller closes its body. */
    HttpResponse<InputStream> get(URI address, Map<String, String> headers) throws IOException {
        return follow("GET", address, headers);
    }

    /** The hub's own answer: a redirect to storage is not followed, because it is the redirect that describes the file. */
    HttpResponse<InputStream> head(URI address) throws IOException {
        return follow("HEAD", address, Map.of());
    }

    /** Whether an address is the hub's own: same scheme, host and port. */
    boolean isHub(URI address) {
        URI hub = settings.endpoint();
        return hub.getScheme().equalsIgnoreCase(address.getScheme())
                && hub.getHost().equalsIgnoreCase(Objects.requireNonNullElse(address.getHost(), ""))
                && port(hub) == port(address);
    }

    private HttpResponse<InputStream> follow(String method, URI start, Map<String, String> headers) throws IOException {
        URI address = start;
        for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
            HttpResponse<InputStream> response = send(method, address, headers);
            if (!REDIRECTS.contains(response.statusCode())) {
                return response;
            }
            String location = response.headers().firstValue("Location").orElse("");
            URI target = target(address, location);
            if (method.equals("HEAD") && !isHub(target)) {
                return response;
            }
            response.body().close();
            address = target;
        }
        throw new HubException("%s redirects more than %d times".formatted(start.getHost(), MAX_REDIRECTS));
    }

    private HttpResponse<InputStream> send(String method, URI address, Map<String, String> headers) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address);
        (method.equals("HEAD") ? request.HEAD() : request.GET())
                .timeout(timeout)
                .header("User-Agent", "Tagstream")
                .header("Accept-Encoding", "identity"); // sizes and ranges are those of the file
        headers.forEach(request::header);
        if (isHub(address)) {
            settings.token().ifPresent(token -> request.header("Authorization", token.header()));
        }
        try {
            return client.send(request.build(), BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            throw Attempts.interrupted(e);
        }
    }

    /** Messages name hosts only: the address of a file in storage is signed, and as good as a password for a while. */
    static URI target(URI from, String location) {
        URI target;
        try {
            target = from.resolve(location);
        } catch (IllegalArgumentException _) { // whose message quotes the address
            throw new HubException(from.getHost() + " redirects to what is no address");
        }
        String scheme = String.valueOf(target.getScheme()).toLowerCase(Locale.ROOT);
        if (!Set.of("http", "https").contains(scheme) || target.getHost() == null) {
            throw new HubException(from.getHost() + " redirects to what is no web address");
        }
        if (from.getScheme().equalsIgnoreCase("https") && scheme.equals("http")) {
            throw new HubException(
                    "%s redirects from https to http, to %s: refused".formatted(from.getHost(), target.getHost()));
        }
        return target;
    }

    private static int port(URI address) {
        return address.getPort() >= 0 ? address.getPort() : address.getScheme().equalsIgnoreCase("https") ? 443 : 80;
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
