package io.tagstream.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.tagstream.album.NoAlbums;
import io.tagstream.failure.Failure;
import io.tagstream.retag.Refused;
import io.tagstream.search.Unanswerable;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** One place that decides what a caller sees of an exception. */
final class ProblemMappers {

    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

    private static final int INTERNAL_ERROR = 500;

    @ServerExceptionMapper
    Response problem(ProblemException e) {
        Response response = Problem.response(e.status(), e.detail(), e.code(), e.mistakes());
        return e.retryAfter()
                .map(pause -> Response.fromResponse(response)
                        .header("Retry-After", pause.toSeconds())
                        .build())
                .orElse(response);
    }

    @ServerExceptionMapper
    Response failure(Failure e) {
        int status =
                switch (e.code().disposition()) {
                    case REJECT -> 400;
                    case RETRY -> 503;
                    case HALT -> INTERNAL_ERROR;
                };
        return Problem.response(status, e.detail(), Optional.of(e.code().name()));
    }

    @ServerExceptionMapper
    Response refused(Refused e) {
        int status =
                switch (e.reason()) {
                    case UNKNOWN -> 404;
                    case NOT_NOW -> 409;
                };
        return Problem.response(status, e.detail(), Optional.empty());
    }

    @ServerExceptionMapper
    Response unanswerable(Unanswerable e) {
        int status =
                switch (e.reason()) {
                    case WRONG -> 400;
                    case UNKNOWN -> 404;
                    case NOT_NOW -> 409;
                };
        return Problem.response(status, e.detail(), Optional.empty());
    }

    @ServerExceptionMapper
    Response noAlbums(NoAlbums e) {
        return Problem.response(400, e.detail(), Optional.empty());
    }

    @ServerExceptionMapper
    Response notJson(JsonProcessingException e) {
        return Problem.response(400, "the body is not JSON: " + e.getOriginalMessage(), Optional.empty());
    }

    @ServerExceptionMapper
    Response nothingThere(NotFoundException e, UriInfo address) {
        return Problem.response(
                404, "there is nothing at " + address.getRequestUri().getPath(), Optional.empty());
    }

    @ServerExceptionMapper
    Response http(WebApplicationException e) {
        int status = e.getResponse().getStatus();
        if (e instanceof NotSupportedException) {
            return Problem.response(
                    status, "this takes bodies of another media type; /openapi says which", Optional.empty());
        }
        Throwable cause = e.getCause();
        String detail = cause instanceof JsonProcessingException json
                ? "the body is not JSON: " + json.getOriginalMessage()
                : String.valueOf(e.getMessage());
        return Problem.response(status, detail, Optional.empty());
    }

    @ServerExceptionMapper
    Response defect(RuntimeException e) {
        LOG.error("a defect in Tagstream, met by a request", e);
        return Problem.response(INTERNAL_ERROR, "Tagstream failed; its log says why", Optional.empty());
    }
}
