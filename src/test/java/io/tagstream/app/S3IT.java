package io.tagstream.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagstream.local.WorkerProcess;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A bucket that announces its objects as MinIO does, and nothing in between. */
class S3IT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BUCKET = "holiday-photos";
    private static final Duration SOON = Duration.ofSeconds(60);

    private static LocalTagstream tagstream;
    private static S3Server s3;
    private static WorkerProcess worker;

    @BeforeAll
    static void start() throws IOException {
        tagstream = new LocalTagstream();
        s3 = new S3Server(tagstream.services.directory());
        s3.createBucket(BUCKET);
        // No network is allowed: whoever runs the worker named this address, and so it is trusted.
        tagstream
                .with("tagstream.fetch.allowed-networks", "")
                .with("tagstream.fetch.s3.endpoint", s3.endpoint().toString())
                .with("tagstream.fetch.s3.access-key", S3Server.ACCESS_KEY)
                .with("tagstream.fetch.s3.secret-key", S3Server.SECRET_KEY);
        worker = tagstream.startReadyWorker();
    }

    @AfterAll
    static void stop() {
        if (worker != null) {
            worker.close();
        }
        if (s3 != null) {
            s3.close();
        }
        tagstream.close();
    }

    /** Keys that people give to files, and each could be decoded once too often or too rarely. */
    @Test
    void aNotificationInIsAPhotoOut() throws IOException {
        List<String> keys =
                List.of("a.jpg", "2026/Bergen bei Nacht.jpg", "a+b.jpg", "100%25.jpg", "håp?.jpg", "#1 & 2.jpg");
        List<Path> pictures = LocalTagstream.pictures(LocalTagstream.HELD_OUT);
        for (String key : keys) {
            s3.put(BUCKET, key, pictures.get(keys.indexOf(key)));
            announce("s3:ObjectCreated:Put", key);
        }

        await("all are tagged", "select count(*) from photos where status = 'catalogued'", keys.size());

        assertThat(tagstream.query("select photo_id from photos where status = 'catalogued'"))
                .extracting(List::getFirst)
                .containsExactlyInAnyOrderElementsOf(
                        keys.stream().map(key -> BUCKET + "/" + key).toList());
        assertThat(tagstream.count("select count(*) from photo_tags")).isPositive();
    }

    @Test
    void aRemovedObjectIsADeletedPhoto() throws IOException {
        s3.put(
                BUCKET,
                "removed.jpg",
                LocalTagstream.pictures(LocalTagstream.HELD_OUT).getLast());
        announce("s3:ObjectCreated:Put", "removed.jpg");
        String ofRemoved =
                "select count(*) from photos where photo_id = '%s/removed.jpg' and status = ".formatted(BUCKET);
        await("it is tagged", ofRemoved + "'catalogued'", 1);

        announce("s3:ObjectRemoved:Delete", "removed.jpg");

        await("it is deleted", ofRemoved + "'deleted'", 1);
    }

    @Test
    void anObjectThatIsNotThereIsRejected() throws IOException {
        announce("s3:ObjectCreated:Put", "missing.jpg");

        await("it is rejected", "select count(*) from rejections where code = 'SOURCE_NOT_FOUND'", 1);
    }

    private static void await(String what, String sql, long count) {
        LocalTagstream.await(what + ": " + sql, SOON, () -> tagstream.count(sql) == count);
    }

    private static void announce(String eventName, String key) throws IOException {
        ObjectNode event = JSON.createObjectNode();
        event.put("EventName", eventName).put("Key", BUCKET + "/" + key);
        ObjectNode record = event.putArray("Records").addObject();
        record.put("eventVersion", "2.0").put("eventSource", "minio:s3").put("eventName", eventName);
        record.put("eventTime", "2026-05-04T12:30:00.123Z");
        record.withObject("/s3/bucket").put("name", BUCKET);
        record.withObject("/s3/object").put("key", URLEncoder.encode(key, StandardCharsets.UTF_8));
        // MinIO's record key is bucket and object.
        tagstream.uploads.send(BUCKET + "/" + key, JSON.writeValueAsBytes(event));
        tagstream.uploads.flush();
    }
}
