package io.tagstream.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagstream.catalog.RejectedPhotos;
import io.tagstream.catalog.RejectedPhotos.RejectedPhoto;
import io.tagstream.photo.SourceName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Tries rejected photos again: each is announced as an upload like any other, made of what the catalog knows. It is the newest event
 * about its photo then, so one that was deleted or uploaded anew a moment ago, of which the catalog does not know yet, is not left so.
 */
public final class Retries {

    /** At a time: as many as a caller waits for, and as many as intake has caught up with in minutes. */
    public static final int MAX = 1_000;

    private static final int BLOCK = 500;

    /** Why a photo cannot be tried again. */
    public enum Obstacle {
        NO_SOURCE(
                "the catalog has no address of it, so there is nothing to fetch: its upload has to be announced anew"),
        SECRET_NOT_KEPT(
                "its address was signed, and the catalog does not keep signatures and passwords: its upload has to be"
                        + " announced anew, with an address that is valid");

        private final String sentence;

        Obstacle(String sentence) {
            this.sentence = sentence;
        }

        /** What it is about the photo, and what to do instead. */
        public String sentence() {
            return sentence;
        }
    }

    /**
     * What came of trying all photos of a code.
     *
     * @param announced those that intake will try again
     * @param impossible those that cannot be
     * @param more whether there are others, which have not been tried
     */
    public record Round(int announced, int impossible, boolean more) {}

    private final RejectedPhotos rejected;
    private final Consumer<List<? extends JsonNode>> announce;

    /** @param announce puts uploads on the topic, and returns once Kafka has them */
    public Retries(RejectedPhotos rejected, Consumer<List<? extends JsonNode>> announce) {
        this.rejected = rejected;
        this.announce = announce;
    }

    /** What stands in the way, if anything does. */
    public static Optional<Obstacle> obstacle(RejectedPhoto photo) {
        if (photo.source().isEmpty()) {
            return Optional.of(Obstacle.NO_SOURCE);
        }
        return photo.source().filter(SourceName::lacksSecret).map(_ -> Obstacle.SECRET_NOT_KEPT);
    }

    /**
     * Announces one again.
     *
     * @throws IllegalArgumentException if there is an obstacle
     */
    public void retry(RejectedPhoto photo) {
        obstacle(photo).ifPresent(obstacle -> {
            throw new IllegalArgumentException(photo.id() + ": " + obstacle);
        });
        announce.accept(List.of(upload(photo)));
    }

    /** Announces all of a code, those first that were rejected first; of more than {@link #MAX}, so many. */
    public Round retryAll(String code) {
        List<RejectedPhoto> possible = new ArrayList<>();
        int impossible = 0;
        List<RejectedPhoto> block = rejected.longest(code, Optional.empty(), BLOCK);
        while (!block.isEmpty()) {
            for (RejectedPhoto photo : block) {
                if (obstacle(photo).isPresent()) {
                    impossible++;
                } else if (possible.size() == MAX) {
                    return announced(possible, impossible, true);
                } else {
                    possible.add(photo);
                }
            }
            block = rejected.longest(code, Optional.of(block.getLast()), BLOCK);
        }
        return announced(possible, impossible, false);
    }

    private Round announced(List<RejectedPhoto> photos, int impossible, boolean more) {
        announce.accept(photos.stream().map(Retries::upload).toList());
        return new Round(photos.size(), impossible, more);
    }

    /** In the plain form. */
    private static ObjectNode upload(RejectedPhoto photo) {
        ObjectNode upload = JsonNodeFactory.instance.objectNode();
        upload.put("photoId", photo.id().value());
        photo.source().ifPresent(source -> upload.put("uri", source));
        photo.owner().ifPresent(owner -> upload.put("owner", owner));
        photo.uploadedAt().ifPresent(time -> upload.put("uploadedAt", time.toString()));
        photo.contentType().ifPresent(type -> upload.put("contentType", type));
        ObjectNode attributes = upload.putObject("attributes");
        photo.attributes().forEach(attributes::put);
        return upload;
    }
}
