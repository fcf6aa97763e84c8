package io.tagstream.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** What an upload service does: announces photos. */
public final class UploadTopic implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final KafkaProducer<String, byte[]> producer;
    private final AtomicReference<@Nullable Exception> lost = new AtomicReference<>();

    public UploadTopic(String bootstrapServers) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 120_000);
        this.producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }

    public void upload(String photoId, URI uri) {
        try {
            send(photoId, JSON.writeValueAsBytes(Map.of("photoId", photoId, "uri", uri.toString())));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A tombstone. */
    public void delete(String photoId) {
        send(photoId, null);
    }

    /** Anything else; what could not be sent is thrown by the next {@link #flush}. */
    @SuppressWarnings("FutureReturnValueIgnored")
    public void send(@Nullable String key, byte @Nullable [] value) {
        producer.send(new ProducerRecord<>(LocalServices.UPLOADED, key, value), (sent, failure) -> {
            if (failure != null) {
                lost.set(failure);
            }
        });
    }

    public void flush() {
        producer.flush();
        Exception failure = lost.getAndSet(null);
        if (failure != null) {
            throw new IllegalStateException("an upload event was not sent", failure);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
