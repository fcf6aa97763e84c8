package io.tagstream.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import io.tagstream.failure.Failure;
import io.tagstream.failure.FailureCode;
import io.tagstream.photo.PhotoId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.Test;

class UploadAnnouncementTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Topic topic = new Topic();
    private final UploadAnnouncement uploads = new UploadAnnouncement(topic, JSON);

    @Test
    void anUploadIsSentUnderItsPhotosKey() {
        JsonNode upload = tree("{'photoId': 'p1', 'uri': 'file:///p1.jpg', 'attributes': {'a': 1}}");

        PhotoId id = uploads.announce(upload);

        assertThat(id).isEqualTo(new PhotoId("p1"));
        assertThat(topic.key()).isEqualTo("p1");
        assertThat(topic.value()).isEqualTo(upload);
    }

    @Test
    void whatIntakeWouldTakeForAnotherFormIsNotSent() {
        JsonNode upload = tree("""
                {'photoId': 'p1', 'uri': 'file:///p1.jpg', 'type': 'photo.deleted', 'specversion': '1.0', 'data': {},
                 'Records': []}""");

        uploads.announce(upload);

        assertThat(topic.value()).isEqualTo(tree("{'photoId': 'p1', 'uri': 'file:///p1.jpg'}"));
    }

    @Test
    void whatWouldBeRejectedIsNotSent() {
        assertFails("{'photoId': 'p1'}", FailureCode.EVENT_FIELD_INVALID);
        assertFails("[]", FailureCode.EVENT_UNPARSABLE);
        assertThat(topic.sent).isEmpty();
    }

    @Test
    void theCallerLearnsThatKafkaDidNotTakeIt() {
        topic.refusal = Optional.of(new IllegalStateException("away"));

        assertFails("{'photoId': 'p1', 'uri': 'file:///p1.jpg'}", FailureCode.KAFKA_UNAVAILABLE);
    }

    private void assertFails(String upload, FailureCode code) {
        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> uploads.announce(tree(upload)))
                .satisfies(failure -> assertThat(failure.code()).isEqualTo(code));
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Takes or refuses what is sent, at once. */
    private static final class Topic implements Emitter<byte[]> {

        private final List<Message<? extends byte[]>> sent = new ArrayList<>();
        private Optional<Exception> refusal = Optional.empty();

        @Override
        public <M extends Message<? extends byte[]>> void send(M message) {
            if (refusal.isPresent()) {
                message.nack(refusal.get()).toCompletableFuture().join();
                return;
            }
            sent.add(message);
            message.ack().toCompletableFuture().join();
        }

        Object key() {
            return sent.getLast()
                    .getMetadata(OutgoingKafkaRecordMetadata.class)
                    .orElseThrow()
                    .getKey();
        }

        JsonNode value() {
            return tree(new String(sent.getLast().getPayload(), StandardCharsets.UTF_8));
        }

        @Override
        public CompletionStage<Void> send(byte[] payload) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void complete() {}

        @Override
        public void error(Exception e) {}

        @Override
        public boolean isCancelled() {
            return false;
        }

        @Override
        public boolean hasRequests() {
            return true;
        }
    }
}
