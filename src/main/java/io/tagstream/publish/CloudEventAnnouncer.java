package io.tagstream.publish;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tagstream.catalog.Announcer;
import io.tagstream.catalog.News;
import io.tagstream.catalog.OutboxEvent;
import io.tagstream.catalog.OutboxEvent.Kind;
import io.tagstream.catalog.Outcome;
import io.tagstream.catalog.TaggedPhoto;
import io.tagstream.photo.ContentHash;
import io.tagstream.photo.EventPosition;
import io.tagstream.tagging.ReleaseId;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes news as the data of CloudEvents, with an id that is the same whenever the news is. */
public final class CloudEventAnnouncer implements Announcer {

    private final ObjectMapper json;

    public CloudEventAnnouncer(ObjectMapper json) {
        this.json = json;
    }

    @Override
    public OutboxEvent announce(News news) {
        return switch (news) {
            case TaggedPhoto photo ->
                new OutboxEvent(Kind.TAGGED, Optional.of(photo.id()), idOfTags(photo), write(TaggedEvent.of(photo)));
            case Outcome.Rejected rejected ->
                new OutboxEvent(
                        Kind.REJECTED,
                        Optional.of(rejected.upload().id()),
                        idOfEvent(rejected.position()),
                        write(RejectedEvent.ofPhoto(rejected)));
            case Outcome.Unreadable unreadable ->
                new OutboxEvent(
                        Kind.REJECTED,
                        unreadable.photo(),
                        idOfEvent(unreadable.position()),
                        write(RejectedEvent.ofEvent(unreadable)));
            case Outcome.Deleted deleted ->
                new OutboxEvent(Kind.DELETED, Optional.of(deleted.id()), idOfEvent(deleted.position()), new byte[0]);
        };
    }

    /** What decides about the tags: picture and release, and what people said where they said something. */
    private static String idOfTags(TaggedPhoto photo) {
        ReleaseId release = photo.release().id();
        List<String> parts = new ArrayList<>(List.of(
                photo.id().value(),
                photo.facts().hash().hex(),
                release.modelDigest(),
                release.version().hash()));
        release.fitting().ifPresent(parts::add);
        photo.said().forEach((tag, verdict) -> parts.add(tag + "=" + verdict.word()));
        return id(parts.toArray(String[]::new));
    }

    private static String idOfEvent(EventPosition position) {
        return id(
                position.log().topicId().toString(),
                Integer.toString(position.log().partition()),
                Long.toString(position.offset()),
                Integer.toString(position.item()));
    }

    /** Half a SHA-256 over the parts, which contain no NUL, joined by one: as unique as a UUID and repeatable. */
    private static String id(String... parts) {
        byte[] joined = String.join("\0", parts).getBytes(StandardCharsets.UTF_8);
        return ContentHash.of(joined).hex().substring(0, 32);
    }

    private byte[] write(Object event) {
        try {
            return json.writeValueAsBytes(event);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
