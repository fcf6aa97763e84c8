package io.tagstream.fetch;

import static io.tagstream.failure.FailureCode.SOURCE_REFUSED;
import static io.tagstream.failure.FailureCode.SOURCE_UNAVAILABLE;

import io.tagstream.failure.Failure;
import io.tagstream.photo.SourceName;
import java.io.IOException;
import java.util.Set;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;

/** One photo's way over the web: redirects first, and the rest of the body where it broke off. */
final class WebTransfer implements BodySource {

    private static final int MAX_REDIRECTS = 5;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    /** From a response to the answer that it is; whoever fails here gives the connection up. */
    @FunctionalInterface
    private interface Check {

        Answer answer(WebResponse response) throws IOException;
    }

    private final CloseableHttpClient client;
    private WebAddress address;
    private String entityTag = "";

    WebTransfer(CloseableHttpClient client, WebAddress address) {
        this.client = client;
        this.address = address;
    }

    /** @param from beyond 0 asks where the redirects led */
    @Override
    public Answer open(long from) throws IOException {
        return from == 0 ? whole() : rest(from);
    }

    private Answer whole() throws IOException {
        String asked = name();
        for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
            WebResponse response = ask(request());
            if (!REDIRECTS.contains(response.status())) {
                return checked(response, this::whole);
            }
            try (response) {
                address = address.redirectedTo(location(response));
                response.skipShortBody();
            }
        }
        throw new Failure(SOURCE_REFUSED, "%s redirects more than %d times".formatted(asked, MAX_REDIRECTS));
    }

    private Answer whole(WebResponse response) throws IOException {
        WebStatus.requireSuccess(name(), response);
        if (response.status() == 206) {
            throw new Failure(SOURCE_REFUSED, name() + " answered with status 206, a part that nobody asked for");
        }
        entityTag = response.header("ETag");
        // A weak tag is that of a photo that looks the same, and its bytes may still be others.
        boolean resumable =
                entityTag.startsWith("\"") && response.header("Accept-Ranges").equalsIgnoreCase("bytes");
        return new Answer(response.body(), response.length(), resumable, response);
    }

    private Answer rest(long from) throws IOException {
        HttpGet request = request();
        request.setHeader("Range", "bytes=%d-".formatted(from));
        request.setHeader("If-Range", entityTag);
        return checked(ask(request), response -> {
            WebStatus.requireSuccess(name(), response);
            boolean continues = response.status() == 206
                    && response.header("Content-Range").startsWith("bytes %d-".formatted(from));
            if (!continues) {
                throw new Failure(SOURCE_UNAVAILABLE, name() + " broke off, and its host did not send the rest");
            }
            return new Answer(response.body(), response.length(), true, response);
        });
    }

    private static Answer checked(WebResponse response, Check check) throws IOException {
        try {
            return check.answer(response);
        } catch (IOException | RuntimeException e) {
            response.close();
            throw e;
        }
    }

    private HttpGet request() {
        HttpGet request = new HttpGet(address.uri());
        // Without this line a server may choose any; and a compressed body would get around the limit on bytes.
        request.setHeader("Accept-Encoding", "identity");
        return request;
    }

    private WebResponse ask(HttpGet request) throws IOException {
        return new WebResponse(request, client.executeOpen(null, request, HttpClientContext.create()));
    }

    private String location(WebResponse response) {
        String location = response.header("Location");
        if (location.isEmpty()) {
            throw new Failure(SOURCE_REFUSED, name() + " redirects without saying where");
        }
        return location;
    }

    private String name() {
        return SourceName.of(address.uri());
    }
}
