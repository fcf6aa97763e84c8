package io.tagstream.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tagstream.likeness.LikenessKind;
import io.tagstream.likeness.Likenesses.Group;
import io.tagstream.likeness.Likenesses.Like;
import io.tagstream.likeness.Likenesses.Likeness;
import io.tagstream.likeness.Likenesses.Member;
import io.tagstream.likeness.Likenesses.OfPhoto;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What REST says of photos that show the same. */
public final class LikenessViews {

    private LikenessViews() {}

    /**
     * What a photo is to another one.
     *
     * @param what the kind in words
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record LikenessView(
            @Schema(description = "same-file, same-picture or near-duplicate")
            String kind,

            String what,

            @Schema(
                    description =
                            "Bits in which the perceptual hashes differ, 0 to 64; absent for pictures of one colour")
            Optional<Integer> hashDistance,

            @Schema(description = "Of the embeddings") double cosine) {

        static LikenessView of(Likeness likeness) {
            LikenessKind kind = likeness.kind();
            return new LikenessView(kind.word(), kind.words(), likeness.hashDistance(), likeness.cosine());
        }
    }

    /** Another photo, and what it is to the one that was asked for. */
    public record LikeView(String photoId, LikenessView likeness) {}

    /** A photo of a group. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record MemberView(
            String photoId,
            boolean best,
            Optional<String> owner,
            String format,
            int width,
            int height,
            long bytes,
            Optional<LocalDateTime> takenAt,
            Optional<Instant> uploadedAt,

            @Schema(description = "What it is to the best; absent for the best")
            Optional<LikenessView> toBest) {

        static MemberView of(Member member) {
            return new MemberView(
                    member.photoId(),
                    member.toBest().isEmpty(),
                    member.owner(),
                    member.format(),
                    member.width(),
                    member.height(),
                    member.byteSize(),
                    member.takenAt(),
                    member.uploadedAt(),
                    member.toBest().map(LikenessView::of));
        }
    }

    /** Photos that show the same, the best first. */
    public record GroupView(
            long group,

            @Schema(description = "The loosest that a photo of the group may be to the best")
            String kind,

            String what,

            @Schema(description = "Why the best is the best")
            String reason,

            @Schema(description = "Bytes of all photos but the best")
            long reclaimableBytes,

            List<MemberView> photos) {

        static GroupView of(Group group) {
            return new GroupView(
                    group.number(),
                    group.kind().word(),
                    group.kind().words(),
                    group.reason(),
                    group.reclaimableBytes(),
                    group.members().stream().map(MemberView::of).toList());
        }
    }

    /** Pairs that a photo is in, and its groups. */
    public record PhotoLikenessesView(String photoId, List<LikeView> pairs, List<GroupView> groups) {

        static PhotoLikenessesView of(String photo, OfPhoto found) {
            return new PhotoLikenessesView(
                    photo,
                    found.pairs().stream().map(LikenessViews::like).toList(),
                    found.groups().stream().map(GroupView::of).toList());
        }
    }

    /** A page of groups, and the cursor of the next if there is one. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record DuplicatesView(List<GroupView> groups, Optional<String> next) {}

    private static LikeView like(Like like) {
        return new LikeView(like.photoId(), LikenessView.of(like.likeness()));
    }
}
