package io.tagstream.page;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import io.tagstream.api.ProblemException;
import io.tagstream.catalog.PhotoRepository;
import io.tagstream.catalog.PhotoRow;
import io.tagstream.likeness.Likenesses;
import io.tagstream.likeness.Likenesses.Group;
import io.tagstream.likeness.Likenesses.Likeness;
import io.tagstream.likeness.Likenesses.Member;
import io.tagstream.page.Cards.Card;
import io.tagstream.photo.ContentHash;
import io.tagstream.photo.PhotoId;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestQuery;

/** {@code /ui/likenesses}: which other photos show the same as one, as a part of its page. */
@Path("/")
@Produces(MediaType.TEXT_HTML)
@Blocking
public class LikenessPage {

    /** Of a group; the best is among them. */
    private static final int MOST_SHOWN = 12;

    @CheckedTemplate(basePath = "page")
    static final class Templates {

        private Templates() {}

        static native TemplateInstance likenesses(List<Same> groups);
    }

    /**
     * Photos that show the same.
     *
     * @param kind in words, the loosest that one of them is to the best
     * @param reason why the first of the cards is the best
     */
    record Same(String kind, String reason, List<Card> cards, int more) {}

    private final PhotoRepository photos;
    private final Likenesses likenesses;

    LikenessPage(PhotoRepository photos, Likenesses likenesses) {
        this.photos = photos;
        this.likenesses = likenesses;
    }

    @GET
    @Path("ui/likenesses")
    @Operation(hidden = true)
    public TemplateInstance likenesses(@RestQuery @DefaultValue("") String photo) {
        if (!PhotoPage.isId(photo)) {
            throw ProblemException.badRequest("photo is no photo's id: “%s”".formatted(photo));
        }
        return Templates.likenesses(likenesses.of(new PhotoId(photo)).groups().stream()
                .map(this::same)
                .toList());
    }

    private Same same(Group group) {
        List<Card> cards = group.members().stream()
                .limit(MOST_SHOWN)
                .flatMap(member -> photos.findByPhotoId(member.photoId()).map(row -> card(member, row)).stream())
                .toList();
        return new Same(
                group.kind().words(),
                group.reason(),
                cards,
                Math.max(0, group.members().size() - MOST_SHOWN));
    }

    private static Card card(Member member, PhotoRow row) {
        Optional<ContentHash> hash = Optional.ofNullable(row.contentSha256).map(ContentHash::ofDigest);
        return new Card(
                member.photoId(),
                PagePaths.photo(member.photoId()),
                PagePaths.picture(row.number, hash, PictureSize.SMALL),
                "%d × %d, %s".formatted(member.width(), member.height(), Say.bytes(member.byteSize())),
                Optional.of(member.toBest().map(LikenessPage::cosine).orElse("best")));
    }

    private static String cosine(Likeness likeness) {
        return Say.percent(likeness.cosine());
    }
}
