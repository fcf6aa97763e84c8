package io.tagstream.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import io.tagstream.failure.Failure;
import io.tagstream.failure.FailureCode;
import io.tagstream.failure.Interrupted;
import io.tagstream.photo.PhotoId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Puts an upload on the topic that intake reads, for callers that have no Kafka client. */
@ApplicationScoped
public class UploadAnnouncement {

    private static final int TIMEOUT_SECONDS = 15;

    /** The connector's buffer takes twice as many. */
    private static final int AT_ONCE = 64;

    private record Sent(PhotoId photo, CompletableFuture<Void> taken) {}

    private final Emitter<byte[]> emitter;
    private final ObjectMapper json;

    UploadAnnouncement(@Channel("photos-uploaded-out") Emitter<byte[]> emitter, ObjectMapper json) {
        this.emitter = emitter;
        this.json = json;
    }

    /**
     * Waits until Kafka has it. Only an upload's own fields are sent: others could make intake take it for another form.
     *
     * @param upload plain JSON form, checked here as intake will check it
     * @throws Failure with the field's name when it would be rejected, KAFKA_UNAVAILABLE when Kafka does not answer
     */
    public PhotoId announce(JsonNode upload) {
        Sent sent = send(upload);
        await(List.of(sent));
        return sent.photo();
    }

    /**
     * The same for many, which are on their way together.
     *
     * @throws Failure as above; those before the one that is to blame may have been sent
     */
    public void announceAll(List<? extends JsonNode> uploads) {
        for (int from = 0; from < uploads.size(); from += AT_ONCE) {
            await(uploads.subList(from, Math.min(uploads.size(), from + AT_ONCE)).stream()
                    .map(this::send)
                    .toList());
        }
    }

    private Sent send(JsonNode upload) {
        PhotoId id = PhotoJson.change(upload, "").id();
        byte[] event = bytes(((ObjectNode) upload).deepCopy().retain(PhotoJson.UPLOAD_FIELDS));
        CompletableFuture<Void> taken = new CompletableFuture<>();
        emitter.send(Message.of(event)
                .addMetadata(OutgoingKafkaRecordMetadata.<String>builder()
                        .withKey(id.value())
                        .build())
                .withAck(() -> {
                    taken.complete(null);
                    return CompletableFuture.completedFuture(null);
                })
                .withNack(reason -> {
                    taken.completeExceptionally(reason);
                    return CompletableFuture.completedFuture(null);
                }));
        return new Sent(id, taken);
    }

    private static void await(List<Sent> events) {
        CompletableFuture<?>[] all = events.stream().map(Sent::taken).toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(all).get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new Failure(FailureCode.KAFKA_UNAVAILABLE, "Kafka did not take the event; try again later", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Interrupted(e);
        }
    }

    private byte[] bytes(JsonNode upload) {
        try {
            return json.writeValueAsBytes(upload);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can be written", e);
        }
    }
}
