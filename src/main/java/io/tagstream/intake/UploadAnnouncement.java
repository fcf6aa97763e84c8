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
        PhotoId id = PhotoJson.change(upload, "").id();
        byte[] event = bytes(((ObjectNode) upload).deepCopy().retain(PhotoJson.UPLOAD_FIELDS));
        CompletableFuture<Void> sent = new CompletableFuture<>();
        emitter.send(Message.of(event)
                .addMetadata(OutgoingKafkaRecordMetadata.<String>builder()
                        .withKey(id.value())
                        .build())
                .withAck(() -> {
                    sent.complete(null);
                    return CompletableFuture.completedFuture(null);
                })
                .withNack(reason -> {
                    sent.completeExceptionally(reason);
                    return CompletableFuture.completedFuture(null);
                }));
        try {
            sent.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            return id;
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
