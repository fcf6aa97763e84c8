package io.tagstream.api;

import io.smallrye.common.annotation.Blocking;
import io.tagstream.api.LikenessViews.DuplicatesView;
import io.tagstream.api.LikenessViews.GroupView;
import io.tagstream.likeness.LikenessKind;
import io.tagstream.likeness.Likenesses;
import io.tagstream.likeness.Likenesses.Group;
import io.tagstream.likeness.Likenesses.Place;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

/** {@code /duplicates}: groups of photos that show the same. */
@Path("/duplicates")
@Tag(name = "likenesses")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class DuplicatesResource {

    private static final char DOT = '.';

    private final Likenesses likenesses;

    DuplicatesResource(Likenesses likenesses) {
        this.likenesses = likenesses;
    }

    @GET
    @Operation(
            summary = "Groups of photos that show the same, each with its best first",
            description = "Groups with the most bytes to reclaim come first. Nothing is ever deleted by Tagstream")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = DuplicatesView.class)))
    @APIResponse(
            responseCode = "400",
            description = "A parameter is wrong; detail names it",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public DuplicatesView list(
            @Parameter(description = "same-file, same-picture or near-duplicate; stricter likenesses are in it, too")
                    @RestQuery
                    @DefaultValue("same-picture")
                    String kind,
            @Parameter(description = "Only groups with a photo of this owner") @RestQuery Optional<String> owner,
            @Parameter(description = "1 to 200") @RestQuery @DefaultValue("50") String limit,
            @Parameter(description = "next of the page before") @RestQuery Optional<String> after) {
        int size = Limit.parse(limit);
        owner.filter(value -> value.indexOf('\0') >= 0).ifPresent(value -> {
            throw ProblemException.badRequest("owner has a NUL in it, which no owner has");
        });
        Place place = after.map(DuplicatesResource::place).orElse(Place.START);
        List<Group> groups = likenesses.groups(kind(kind), owner, size, place);
        return new DuplicatesView(
                groups.stream().map(GroupView::of).toList(),
                groups.size() < size ? Optional.empty() : Optional.of(cursor(groups.getLast())));
    }

    private static LikenessKind kind(String word) {
        return LikenessKind.ofWord(word)
                .orElseThrow(() -> ProblemException.badRequest(
                        "kind is neither same-file, same-picture nor near-duplicate: " + word));
    }

    private static String cursor(Group last) {
        return Cursor.encode(last.reclaimableBytes()) + DOT + Cursor.encode(last.number());
    }

    private static Place place(String cursor) {
        int dot = cursor.indexOf(DOT);
        if (dot < 0) {
            throw ProblemException.badRequest("after is no cursor of ours: " + cursor);
        }
        return new Place(Cursor.decode(cursor.substring(0, dot)), Cursor.decode(cursor.substring(dot + 1)));
    }
}
