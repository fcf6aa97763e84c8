package io.tagstream.page;

import io.tagstream.catalog.RejectedPhotos.CodeCount;
import io.tagstream.catalog.RejectedPhotos.RejectedPhoto;
import io.tagstream.catalog.RejectedPhotos.UnreadableEvent;
import io.tagstream.intake.Retries;
import java.util.List;

/** What the page of rejected photos shows. */
public final class RejectedViews {

    private RejectedViews() {}

    /**
     * The whole page.
     *
     * @param code that is looked at; empty for all
     * @param ofCode how many photos there are of it
     * @param notice what has just been done; empty if nothing
     * @param problem why it has not been; empty if it has
     * @param next address of the next page; empty if this is the last
     */
    public record ListView(
            List<CodeView> codes,
            String code,
            long ofCode,
            long all,
            List<RowView> photos,
            List<EventView> events,
            String notice,
            String problem,
            String next) {

        public String retryAll() {
            return "/ui/rejected/retry-all?code=" + PagePaths.encoded(code);
        }
    }

    /** A code, and how many photos were rejected for it. */
    public record CodeView(String code, String photos, String latest, boolean chosen) {

        public String link() {
            return "/ui/rejected?code=" + PagePaths.encoded(code);
        }

        static CodeView of(CodeCount count, String chosen) {
            return new CodeView(
                    count.code(),
                    Say.number(count.photos()),
                    Say.time(count.latest()),
                    count.code().equals(chosen));
        }
    }

    /** What became of a photo that was tried again. */
    public enum Attempt {
        /** It has not been tried since it was rejected. */
        NONE,
        /** It is announced, and its outcome is not known yet. */
        WAITING,
        /** It was rejected again. */
        IN_VAIN,
        /** It is in the catalog, or gone. */
        OVER
    }

    /**
     * A photo.
     *
     * @param element a name for it that HTML takes
     * @param since tells this rejection from a later one
     * @param obstacle why it cannot be tried again; empty if it can
     */
    public record RowView(
            String photo,
            String element,
            String code,
            String detail,
            String source,
            String owner,
            String at,
            long since,
            String obstacle,
            Attempt attempt) {

        static RowView of(RejectedPhoto photo, Attempt attempt) {
            return new RowView(
                    photo.id().value(),
                    "rejected-" + photo.number(),
                    photo.code(),
                    photo.detail(),
                    photo.source().orElse(""),
                    photo.owner().orElse(""),
                    Say.time(photo.at()),
                    photo.at().toEpochMilli(),
                    Retries.obstacle(photo).map(Retries.Obstacle::sentence).orElse(""),
                    attempt);
        }

        /** Of one that is rejected no more. */
        static RowView over(String photo, String element, String status) {
            return new RowView(photo, element, "", status, "", "", "", 0, "", Attempt.OVER);
        }

        public String link() {
            return PagePaths.photo(photo);
        }

        /** Where its outcome is asked for. */
        public String poll() {
            return "/ui/rejected/row?photo=%s&element=%s&since=%d".formatted(PagePaths.encoded(photo), element, since);
        }

        public boolean isWaiting() {
            return attempt == Attempt.WAITING;
        }

        public boolean isInVain() {
            return attempt == Attempt.IN_VAIN;
        }

        public boolean isOver() {
            return attempt == Attempt.OVER;
        }
    }

    /** An event that could not be read. */
    public record EventView(String photo, String code, String detail, String position, String at) {

        static EventView of(UnreadableEvent event) {
            return new EventView(
                    event.photo().orElse(""),
                    event.code(),
                    event.detail(),
                    "%s, partition %d, offset %d".formatted(event.topic(), event.partition(), event.offset()),
                    Say.time(event.at()));
        }
    }
}
