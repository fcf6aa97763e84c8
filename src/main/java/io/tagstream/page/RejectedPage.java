package io.tagstream.page;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import io.tagstream.api.ProblemException;
import io.tagstream.catalog.PhotoRepository;
import io.tagstream.catalog.PhotoRow;
import io.tagstream.catalog.RejectedPhotos;
import io.tagstream.catalog.RejectedPhotos.CodeCount;
import io.tagstream.catalog.RejectedPhotos.RejectedPhoto;
import io.tagstream.intake.Retries;
import io.tagstream.intake.Retries.Round;
import io.tagstream.page.RejectedViews.Attempt;
import io.tagstream.page.RejectedViews.CodeView;
import io.tagstream.page.RejectedViews.EventView;
import io.tagstream.page.RejectedViews.ListView;
import io.tagstream.page.RejectedViews.RowView;
import io.tagstream.photo.PhotoId;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestQuery;

/** {@code /ui/rejected}: photos that could not be catalogued, why, and another try. */
@Path("/ui/rejected")
@Produces(MediaType.TEXT_HTML)
@Blocking
public class RejectedPage {

    private static final int PAGE = 50;
    private static final int EVENTS = 20;

    /** Their templates. */
    @CheckedTemplate(basePath = "page/rejected")
    static final class Templates {

        private Templates() {}

        static native TemplateInstance list(ListView view);

        static native TemplateInstance list$row(RowView photo);
    }

    private final RejectedPhotos rejected;
    private final PhotoRepository photos;
    private final Retries retries;

    RejectedPage(RejectedPhotos rejected, PhotoRepository photos, Retries retries) {
        this.rejected = rejected;
        this.photos = photos;
        this.retries = retries;
    }

    @GET
    @Operation(hidden = true)
    public TemplateInstance list(
            @RestQuery Optional<String> code,
            @RestQuery @DefaultValue("9223372036854775807") long before,
            @RestQuery Optional<String> retried,
            @RestQuery @DefaultValue("-1") int announced,
            @RestQuery @DefaultValue("0") int impossible,
            @RestQuery boolean more) {
        String notice = retried.map("Photo %s is being tried again."::formatted)
                .orElseGet(() -> announced < 0 ? "" : notice(new Round(announced, impossible, more)));
        return Templates.list(view(code.filter(RejectedPage::isCode), before, notice, ""));
    }

    /** The row of a photo that is being tried again, until its outcome is known. */
    @GET
    @Path("row")
    @Operation(hidden = true)
    public TemplateInstance row(@RestQuery String photo, @RestQuery String element, @RestQuery long since) {
        PhotoId id = id(photo);
        Optional<RejectedPhoto> still = rejected.find(id);
        return Templates.list$row(still.map(found ->
                        RowView.of(found, found.at().toEpochMilli() == since ? Attempt.WAITING : Attempt.IN_VAIN))
                .orElseGet(() -> RowView.over(photo, element, status(id))));
    }

    @POST
    @Path("retry")
    @Operation(hidden = true)
    public Response retry(@FormParam("photo") String photo, @RestHeader("HX-Request") Optional<String> htmx) {
        if (htmx.isPresent()) {
            RejectedPhoto retried = tryAgain(photo);
            return Response.ok(Templates.list$row(RowView.of(retried, Attempt.WAITING)))
                    .header(Announcement.HEADER, Announcement.of("Photo %s is being tried again.".formatted(photo)))
                    .build();
        }
        return Deed.of(
                () -> page("retried", tryAgain(photo).id().value()),
                why -> Templates.list(view(Optional.empty(), Long.MAX_VALUE, "", why)));
    }

    private RejectedPhoto tryAgain(String photo) {
        RejectedPhoto found = rejected.find(id(photo)).orElseThrow(() -> noLongerRejected(photo));
        Retries.obstacle(found).ifPresent(obstacle -> {
            throw ProblemException.conflict("photo %s cannot be tried again: %s".formatted(photo, obstacle.sentence()));
        });
        retries.retry(found);
        return found;
    }

    @GET
    @Path("retry-all")
    @Operation(hidden = true)
    public TemplateInstance confirm(@RestQuery String code) {
        return confirmation(code, "");
    }

    @POST
    @Path("retry-all")
    @Operation(hidden = true)
    public Response retryAll(@FormParam("code") String code) {
        return Deed.of(
                () -> {
                    Round round = retries.retryAll(requireCode(code));
                    return UriBuilder.fromUri(page("code", code))
                            .queryParam("announced", round.announced())
                            .queryParam("impossible", round.impossible())
                            .queryParam("more", round.more())
                            .build();
                },
                why -> confirmation(code, why));
    }

    private ListView view(Optional<String> code, long before, String notice, String problem) {
        List<CodeCount> codes = rejected.codes();
        List<RejectedPhoto> page = rejected.page(code, before, PAGE);
        String next = page.size() < PAGE
                ? ""
                : UriBuilder.fromUri(code.map(one -> page("code", one)).orElse(URI.create("/ui/rejected")))
                        .queryParam("before", page.getLast().number())
                        .build()
                        .toString();
        return new ListView(
                codes.stream().map(one -> CodeView.of(one, code.orElse(""))).toList(),
                code.orElse(""),
                code.map(one -> count(codes, one)).orElse(0L),
                codes.stream().mapToLong(CodeCount::photos).sum(),
                page.stream().map(photo -> RowView.of(photo, Attempt.NONE)).toList(),
                rejected.unreadable(EVENTS).stream().map(EventView::of).toList(),
                notice,
                problem,
                next);
    }

    private TemplateInstance confirmation(String code, String problem) {
        long photos = count(rejected.codes(), requireCode(code));
        return new Question(
                        "Try all photos of " + code + " again?",
                        List.of(
                                "%s rejected as %s. Each is announced again, as if it had just been uploaded."
                                        .formatted(many(photos, "is", "are"), code),
                                photos > Retries.MAX
                                        ? "At a time it is %s: those that were rejected first."
                                                .formatted(Say.number(Retries.MAX))
                                        : "Those that cannot be tried, since their address was signed, are left as they are."),
                        "/ui/rejected/retry-all",
                        Map.of("code", code),
                        "Try again",
                        page("code", code).toString())
                .asked(problem);
    }

    private static long count(List<CodeCount> codes, String code) {
        return codes.stream()
                .filter(one -> one.code().equals(code))
                .mapToLong(CodeCount::photos)
                .sum();
    }

    private static String notice(Round round) {
        String done = many(round.announced(), "is", "are") + " being tried again.";
        String not = round.impossible() == 0
                ? ""
                : " %s not be: the reason is beside each.".formatted(many(round.impossible(), "can", "can"));
        return done + not + (round.more() ? " There are more: try again when these are done." : "");
    }

    private static String many(long photos, String one, String more) {
        return Say.count(photos, "photo") + " " + (photos == 1 ? one : more);
    }

    private static URI page(String parameter, String value) {
        return UriBuilder.fromPath("/ui/rejected")
                .queryParam(parameter, "{value}")
                .build(value);
    }

    private String status(PhotoId id) {
        return photos.findByPhotoId(id.value())
                .map((PhotoRow row) -> row.status)
                .orElse("unknown");
    }

    private ProblemException noLongerRejected(String photo) {
        return ProblemException.conflict(
                "photo %s is %s: only a rejected one is tried again".formatted(photo, status(id(photo))));
    }

    private static PhotoId id(String photo) {
        try {
            return new PhotoId(photo);
        } catch (IllegalArgumentException e) {
            throw ProblemException.notFound("no photo has such an id: " + e.getMessage());
        }
    }

    private static boolean isCode(String code) {
        return code.matches("[A-Z_]{1,64}");
    }

    private static String requireCode(String code) {
        if (code == null || !isCode(code)) {
            throw ProblemException.badRequest("code is no failure code: " + code);
        }
        return code;
    }
}
