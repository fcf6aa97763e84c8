package io.tagstream.page;

import io.tagstream.api.ProblemException;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Lets nothing be changed by a form or script of another site, in the name of somebody who merely visits it. Browsers say where a
 * request comes from: {@code Sec-Fetch-Site} where the address is one that they trust (https, localhost), {@code Origin} on all. What
 * says neither is no browser, has nobody's rights but its own, and may as well use REST.
 */
final class SameOrigin {

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    /** The second is a person who asked for it by themselves, by a bookmark or a reload. */
    private static final Set<String> OURS = Set.of("same-origin", "none");

    private final PageConfig config;

    SameOrigin(PageConfig config) {
        this.config = config;
    }

    @ServerRequestFilter
    void check(ContainerRequestContext request) {
        if (!PagePaths.isOfPage(request.getUriInfo())) {
            return;
        }
        if (!config.enabled()) {
            throw ProblemException.notFound("this worker serves no page (tagstream.page.enabled)");
        }
        if (!READING.contains(request.getMethod()) && !isOurs(request)) {
            throw ProblemException.forbidden(
                    "a page of another site asked for this change; it has to come from this worker's page");
        }
    }

    private static boolean isOurs(ContainerRequestContext request) {
        Optional<String> site = Optional.ofNullable(request.getHeaderString("Sec-Fetch-Site"));
        Optional<String> origin = Optional.ofNullable(request.getHeaderString("Origin"));
        String host = String.valueOf(request.getHeaderString("Host"));
        return site.map(OURS::contains)
                .orElseGet(() -> origin.map(from -> isOf(from, host)).orElse(true));
    }

    /** Scheme and port of 80 or 443 aside, which a proxy may have changed. */
    private static boolean isOf(String origin, String host) {
        try {
            return host.equals(URI.create(origin).getRawAuthority());
        } catch (IllegalArgumentException e) {
            return false; // as "null" is, which a page without an origin sends
        }
    }
}
