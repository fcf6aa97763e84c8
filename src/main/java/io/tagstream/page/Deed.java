package io.tagstream.page;

import io.quarkus.qute.TemplateInstance;
import io.tagstream.api.ProblemException;
import io.tagstream.failure.Disposition;
import io.tagstream.failure.Failure;
import io.tagstream.retag.Refused;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/** Does what a form asks for. What was done leads on to a page, so that to reload does nothing again; what was refused is said. */
final class Deed {

    private static final int NOT_NOW = 409;
    private static final int UNKNOWN = 404;
    private static final int AWAY = 503;

    private Deed() {}

    /**
     * Does it.
     *
     * @param deed gives the address of the page that shows what came of it
     * @param refused the page that says why not, of a sentence
     */
    static Response of(Supplier<URI> deed, Function<String, TemplateInstance> refused) {
        return answer(() -> Response.seeOther(deed.get()).build(), (status, why) -> page(status, refused.apply(why)));
    }

    /** The same, where the answer is not always another page. */
    static Response answer(Supplier<Response> deed, BiFunction<Integer, String, Response> refused) {
        try {
            return deed.get();
        } catch (Refused e) {
            return refused.apply(
                    switch (e.reason()) {
                        case UNKNOWN -> UNKNOWN;
                        case NOT_NOW -> NOT_NOW;
                    },
                    e.detail());
        } catch (ProblemException e) {
            return refused.apply(e.status(), e.detail());
        } catch (Failure e) {
            if (e.code().disposition() != Disposition.RETRY) {
                throw e;
            }
            return refused.apply(AWAY, e.code() + ": " + e.detail());
        }
    }

    static Response page(int status, TemplateInstance page) {
        return Response.status(status).entity(page).build();
    }
}
