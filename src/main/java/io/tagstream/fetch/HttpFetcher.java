package io.tagstream.fetch;

import static io.tagstream.failure.FailureCode.SOURCE_ADDRESS_REFUSED;
import static io.tagstream.failure.FailureCode.SOURCE_TIMEOUT;
import static io.tagstream.failure.FailureCode.SOURCE_UNAVAILABLE;

import io.tagstream.failure.Failure;
import io.tagstream.photo.SourceName;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.ssl.SSLContexts;

/**
 * {@code http:} and {@code https:} sources. Redirects are followed here and not by the client, so that every hop is checked; every
 * address is checked where the connection is made; no length that a server claims is trusted; one deadline covers the redirects
 * and the last byte of the body.
 */
public final class HttpFetcher implements Fetcher, AutoCloseable {

    private final CloseableHttpClient client;
    private final FetchCapacity capacity;
    private final Deadline deadline;
    private final ContentReader reader;

    public HttpFetcher(FetchLimits limits, FetchCapacity capacity, AddressRules rules) {
        this(limits, capacity, new CheckedResolver(rules, new SystemLookup()), SSLContexts.createDefault());
    }

    HttpFetcher(FetchLimits limits, FetchCapacity capacity, CheckedResolver resolver, SSLContext trust) {
        this.client = WebClient.create(limits, capacity.perHost(), resolver, trust);
        this.capacity = capacity;
        this.deadline = new Deadline(limits.deadline());
        this.reader = new ContentReader(limits);
    }

    /** Waits for a place at the host and for memory before the deadline's time begins. */
    @Override
    public PhotoContent fetch(URI source) {
        WebAddress address = WebAddress.of(source);
        return capacity.fetch(
                address.host(),
                reservation -> deadline.within(SourceName.of(source), () -> transfer(address, reservation)));
    }

    private PhotoContent transfer(WebAddress address, Reservation reservation) {
        String name = SourceName.of(address.uri());
        try {
            return reader.read(name, new WebTransfer(client, address), reservation);
        } catch (IOException e) {
            throw failed(name, e);
        }
    }

    /** Only the exception's name goes into the message: what it says is not ours to vouch for. */
    private static Failure failed(String name, IOException e) {
        String kind = e.getClass().getSimpleName();
        return switch (e) {
            case CheckedResolver.AddressRefused refused ->
                new Failure(
                        SOURCE_ADDRESS_REFUSED,
                        name + " is at, or leads to, an address that is not open to everybody and not in"
                                + " tagstream.fetch.allowed-networks",
                        refused);
            case UnknownHostException unknown ->
                new Failure(SOURCE_UNAVAILABLE, name + " cannot be fetched: its host's address is not known", unknown);
            case SocketTimeoutException late ->
                new Failure(SOURCE_TIMEOUT, "%s cannot be fetched in time (%s)".formatted(name, kind), late);
            case SSLException untrusted ->
                new Failure(
                        SOURCE_UNAVAILABLE,
                        "%s cannot be fetched: no trusted TLS connection (%s)".formatted(name, kind),
                        untrusted);
            default -> new Failure(SOURCE_UNAVAILABLE, "%s cannot be fetched (%s)".formatted(name, kind), e);
        };
    }

    @Override
    public void close() {
        client.close(CloseMode.IMMEDIATE);
    }
}
