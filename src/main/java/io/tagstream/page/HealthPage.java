package io.tagstream.page;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import io.tagstream.page.HealthFacts.Check;
import io.tagstream.page.HealthFacts.Group;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** {@code /ui/health}: whether this worker is well, and if not, why, in words. */
@Path("/ui/health")
@Produces(MediaType.TEXT_HTML)
@Blocking
public class HealthPage {

    /** All there is to see, as of a moment. */
    public record HealthView(List<CheckView> checks, boolean isReady, List<Group> groups, String at) {}

    /** Something that has to be well. */
    public record CheckView(String name, String problem) {

        static CheckView of(Check check) {
            return new CheckView(check.name(), check.problem().orElse(""));
        }

        public boolean isWell() {
            return problem.isEmpty();
        }
    }

    /** Its template. */
    @CheckedTemplate(basePath = "page/health")
    static final class Templates {

        private Templates() {}

        static native TemplateInstance health(HealthView view);

        static native TemplateInstance health$now(HealthView view);
    }

    private final HealthFacts facts;

    HealthPage(HealthFacts facts) {
        this.facts = facts;
    }

    @GET
    @Operation(hidden = true)
    public TemplateInstance health() {
        return Templates.health(view());
    }

    /** The same without what is around it. */
    @GET
    @Path("now")
    @Operation(hidden = true)
    public TemplateInstance now() {
        return Templates.health$now(view());
    }

    private HealthView view() {
        List<CheckView> checks = facts.checks().stream().map(CheckView::of).toList();
        return new HealthView(
                checks, checks.stream().allMatch(CheckView::isWell), facts.groups(), Say.time(Instant.now()));
    }
}
