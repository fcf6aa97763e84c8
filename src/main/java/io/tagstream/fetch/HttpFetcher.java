package io.tagstream.fetch;

import static io.tagstream.failure.FailureCode.SOURCE_FORBIDDEN;
import static io.tagstream.failure.FailureCode.SOURCE_NOT_FOUND;
import static io.tagstream.failure.FailureCode.SOURCE_REFUSED;
import static io.tagstream.failure.FailureCode.SOURCE_TIMEOUT;
import static io.tagstream.failure.FailureCode.SOURCE_UNAVAILABLE;

import io.tagstream.failure.Failure;
import io.tagstream.failure.FailureCode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.util.Set;
import java.util.concurrent.Executors;

/**
 * {@code http:} and {@code https:} sources. Redirects are followed here and not by the client, so that every hop is checked; no
 * length that a server claims is trusted; one deadline covers the redirects and the last byte of the body.
 */
public final class HttpFetcher implements Fetcher {

    private static final int MAX_REDIRECTS = 5;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private final HttpClient client;
    private final Deadline deadline;
    private final ContentReader reader;

    /** @param client one that follows no redirects, as {@link #client} makes it; the caller closes it */
    public HttpFetcher(HttpClient client, FetchLimits limits) {
        if (client.followRedirects() != Redirect.NEVER) {
            throw new IllegalArgumentException("the client would follow redirects that nobody checks");
        }
        this.client = client;
        this.deadline = new Deadline(limits.deadline());
        this.reader = new ContentReader(limits);
    }

    /** HTTP/1.1: one transfer per connection, so that abandoning one hurts no other, and no upgrade header on plain http. */
    public static HttpClient client(FetchLimits limits) {
        return HttpClient.newBuilder()
                .version(Version.HTTP_1_1)
                .followRedirects(Redirect.NEVER)
                .connectTimeout(limits.connectTimeout())
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
    }

    @Override
    public PhotoContent fetch(URI source) {
        WebAddress address = WebAddress.of(source);
        return deadline.within(SourceName.of(source), () -> follow(address));
    }

    private PhotoContent follow(WebAddress source) {
        WebAddress address = source;
        for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
            String name = SourceName.of(address.uri());
            HttpResponse<InputStream> response = ask(name, address);
            try (InputStream body = response.body()) {
                if (!REDIRECTS.contains(response.statusCode())) {
                    requirePlainContent(name, response);
                    return reader.read(name, body);
                }
                address = address.redirectedTo(location(name, response.headers()));
            } catch (IOException e) {
                throw unavailable(name, e);
            }
        }
        throw new Failure(
                SOURCE_REFUSED,
                "%s redirects more than %d times".formatted(SourceName.of(source.uri()), MAX_REDIRECTS));
    }

    private HttpResponse<InputStream> ask(String name, WebAddress address) {
        HttpRequest request = HttpRequest.newBuilder(address.uri())
                .header("User-Agent", "Tagstream")
                // without this line a server may choose any; and a compressed body would get around the limit on bytes
                .header("Accept-Encoding", "identity")
                .build();
        try {
            return client.send(request, BodyHandlers.ofInputStream());
        } catch (IOException | IllegalArgumentException e) { // the latter for a Content-Length that is no number
            throw unavailable(name, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(SOURCE_UNAVAILABLE, name + " was not fetched: interrupted", e);
        }
    }

    private void requirePlainContent(String name, HttpResponse<?> response) {
        int status = response.statusCode();
        if (status / 100 != 2 || status == 206) {
            throw new Failure(codeOf(status), "%s answered with status %d".formatted(name, status));
        }
        String encoding = response.headers().firstValue("Content-Encoding").orElse("identity");
        if (!encoding.equalsIgnoreCase("identity")) {
            throw new Failure(SOURCE_REFUSED, name + " answered with a Content-Encoding that nobody asked for");
        }
        reader.refuseEarly(name, claimedLength(response.headers()));
    }

    private static FailureCode codeOf(int status) {
        return switch (status) {
            case 401, 403 -> SOURCE_FORBIDDEN;
            case 404, 410 -> SOURCE_NOT_FOUND;
            case 408, 429 -> SOURCE_UNAVAILABLE;
            default -> status >= 500 ? SOURCE_UNAVAILABLE : SOURCE_REFUSED;
        };
    }

    private static long claimedLength(HttpHeaders headers) {
        return headers.firstValueAsLong("Content-Length").orElse(-1);
    }

    private static String location(String name, HttpHeaders headers) {
        return headers.firstValue("Location")
                .orElseThrow(() -> new Failure(SOURCE_REFUSED, name + " redirects without saying where"));
    }

    /** Only the exception's name goes into the message: what it says is not ours to vouch for. */
    private static Failure unavailable(String name, Exception e) {
        FailureCode code = e instanceof HttpTimeoutException ? SOURCE_TIMEOUT : SOURCE_UNAVAILABLE;
        return new Failure(
                code, "%s cannot be fetched (%s)".formatted(name, e.getClass().getSimpleName()), e);
    }
}
