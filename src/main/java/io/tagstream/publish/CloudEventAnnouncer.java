package io.tagstream.publish;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tagstream.catalog.Announcer;
import io.tagstream.catalog.OutboxEvent;
import io.tagstream.catalog.OutboxEvent.Kind;
import io.tagstream.catalog.Outcome;
import io.tagstream.photo.ContentHash;
import io.tagstream.photo.EventPosition;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Writes outcomes as the data of CloudEvents, with an id that is the same whenever the outcome is. */
public final class CloudEventAnnouncer implements Announcer {

    private final ObjectMapper json;
    private final String modelName;
    private final String taxonomyName;

    public CloudEventAnnouncer(ObjectMapper json, String modelName, String taxonomyName) {
        this.json = json;
        this.modelName = modelName;
        this.taxonomyName = taxonomyName;
    }

    @Override
    public OutboxEvent announce(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Tagged tagged ->
                new OutboxEvent(
                        Kind.TAGGED,
                        Optional.of(tagged.upload().id()),
                        id(
                                tagged.upload().id().value(),
                                tagged.facts().hash().hex(),
                                tagged.tagging().release().modelDigest(),
                                tagged.tagging().release().version().hash()),
                        write(TaggedEvent.of(tagged, modelName, taxonomyName)));
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
