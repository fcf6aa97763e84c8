package io.tagstream.fetch;

import static io.tagstream.failure.FailureCode.SOURCE_REFUSED;

import io.tagstream.failure.Failure;
import io.tagstream.photo.SourceName;
import java.net.URI;
import java.util.Locale;
import java.util.Set;

/** An {@code http} or {@code https} address as it may be asked for: without user info, so that no password is sent anywhere. */
record WebAddress(URI uri) {

    private static final Set<String> SCHEMES = Set.of("http", "https");

    static WebAddress of(URI source) {
        String scheme = source.getScheme() == null ? "" : source.getScheme().toLowerCase(Locale.ROOT);
        if (!SCHEMES.contains(scheme)) {
            throw new Failure(SOURCE_REFUSED, SourceName.of(source) + " is neither http nor https");
        }
        if (source.getHost() == null) {
            throw new Failure(SOURCE_REFUSED, SourceName.of(source) + " has no valid host name");
        }
        String port = source.getPort() < 0 ? "" : ":" + source.getPort();
        String path = source.getRawPath().isEmpty() ? "/" : source.getRawPath();
        String query = source.getRawQuery() == null ? "" : "?" + source.getRawQuery();
        return new WebAddress(URI.create(URI.create(scheme + "://" + source.getHost() + port + path + query)
                .toASCIIString()));
    }

    /**
     * Where a redirect leads.
     *
     * @param location the header's value, relative or absolute
     * @throws Failure SOURCE_REFUSED if it leads off the web or from https to http
     */
    WebAddress redirectedTo(String location) {
        WebAddress target;
        try {
            target = of(uri.resolve(location));
        } catch (IllegalArgumentException e) {
            throw new Failure(SOURCE_REFUSED, SourceName.of(uri) + " redirects to what is no address", e);
        }
        if (isEncrypted() && !target.isEncrypted()) {
            throw new Failure(
                    SOURCE_REFUSED,
                    "%s redirects from https to http, to %s"
                            .formatted(SourceName.of(uri), SourceName.of(target.uri())));
        }
        return target;
    }

    /** Host and port: what counts as one host. */
    String host() {
        return uri.getAuthority();
    }

    private boolean isEncrypted() {
        return uri.getScheme().equals("https");
    }
}
