package io.tagstream.page;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.tagstream.api.Problem;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MediaType;
import java.lang.annotation.Annotation;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Shows people the problems that REST would give to programs: as a page, or to htmx as the sentence alone, which page.js puts into the
 * live region. So resources of the page throw what those of REST throw.
 */
final class ProblemPages {

    private static final MediaType HTML = MediaType.valueOf("text/html;charset=UTF-8");
    private static final MediaType SENTENCE = MediaType.valueOf("text/plain;charset=UTF-8");

    @CheckedTemplate(basePath = "page")
    static final class Templates {

        private Templates() {}

        static native TemplateInstance problem(Problem problem);
    }

    @ServerResponseFilter
    void show(ContainerRequestContext request, ContainerResponseContext response) {
        if (!PagePaths.isOfPage(request.getUriInfo()) || !(response.getEntity() instanceof Problem problem)) {
            return;
        }
        boolean fragment = request.getHeaderString("HX-Request") != null;
        response.setEntity(
                fragment ? problem.detail() : Templates.problem(problem).render(),
                new Annotation[0],
                fragment ? SENTENCE : HTML);
    }
}
