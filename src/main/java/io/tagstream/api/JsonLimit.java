package io.tagstream.api;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Bodies may be as large as pictures; JSON has no reason to be, and takes many times its size once it is read. */
final class JsonLimit {

    private static final int MAX_BYTES = 1 << 20;

    @ServerRequestFilter
    Optional<Response> refuse(ContainerRequestContext request) {
        MediaType type = request.getMediaType();
        boolean json = type != null && type.isCompatible(MediaType.APPLICATION_JSON_TYPE);
        return json && request.getLength() > MAX_BYTES
                ? Optional.of(Problem.response(
                        413, "the body has more than %,d bytes of JSON".formatted(MAX_BYTES), Optional.empty()))
                : Optional.empty();
    }
}
