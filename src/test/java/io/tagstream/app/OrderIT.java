package io.tagstream.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tagstream.local.OutcomeTopics;
import io.tagstream.local.WorkerProcess;
import io.tagstream.photo.ContentHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Uploads, replacements and deletions of the same photos in quick succession, in small batches that overtake each other. */
class OrderIT {

    private static final int PHOTOS = 40;
    private static final int ROUNDS = 12;
    private static final long SEED = 7;

    @Test
    void theLastEventOfAPhotoWins() throws IOException {
        Random random = new Random(SEED);
        List<Path> pictures = LocalTagstream.pictures(LocalTagstream.HELD_OUT);
        Map<String, Optional<Path>> last = new HashMap<>();
        try (LocalTagstream tagstream = new LocalTagstream()
                        .with("mp.messaging.incoming.photos-uploaded.max.poll.records", "3")
                        .with("tagstream.intake.batches", "8");
                WorkerProcess worker = tagstream.startReadyWorker()) {
            for (int round = 0; round < ROUNDS; round++) {
                for (int photo = 0; photo < PHOTOS; photo++) {
                    String id = "photo-" + photo;
                    if (random.nextInt(3) == 0) {
                        tagstream.uploads.delete(id);
                        last.put(id, Optional.empty());
                    } else {
                        Path picture = pictures.get(random.nextInt(pictures.size()));
                        tagstream.uploads.upload(id, picture.toUri());
                        last.put(id, Optional.of(picture));
                    }
                }
            }
            tagstream.uploads.upload("the-end-0", pictures.getFirst().toUri());
            tagstream.uploads.flush();
            LocalTagstream.await("every event is processed", Duration.ofSeconds(90), () -> lag(tagstream, worker) == 0);
            tagstream.readEventsUntil(
                    "every outcome is announced",
                    Duration.ofSeconds(30),
                    () -> tagstream.count("select count(*) from outbox") == 0);
            LocalTagstream.pause(500);
            tagstream.readEventsUntil("the last events are read", Duration.ofSeconds(5), () -> true);

            theCatalogHasTheLastState(tagstream, last);
            theLastEventOutSaysTheSame(tagstream, last);
        }
    }

    /** Events that were sent and whose offset is not committed. */
    private static long lag(LocalTagstream tagstream, WorkerProcess worker) {
        assertThat(worker.isAlive()).isTrue();
        return tagstream.uncommitted();
    }

    private static void theCatalogHasTheLastState(LocalTagstream tagstream, Map<String, Optional<Path>> last)
            throws IOException {
        for (var entry : last.entrySet()) {
            List<String> row = tagstream
                    .query("select status, encode(content_sha256, 'hex') from photos where photo_id = '"
                            + entry.getKey() + "'")
                    .getFirst();
            assertThat(row).as(entry.getKey()).isEqualTo(expected(entry.getValue()));
        }
        assertThat(tagstream.count("""
                        select count(*) from photos p where status = 'deleted'
                        and (exists (select from photo_tags t where t.photo_no = p.photo_no)
                             or exists (select from embeddings e where e.photo_no = p.photo_no))
                        """)).isZero();
        assertThat(tagstream.count("""
                        select count(*) from photos p where status = 'catalogued'
                        and not exists (select from embeddings e where e.photo_no = p.photo_no)
                        """)).isZero();
    }

    private static List<String> expected(Optional<Path> picture) throws IOException {
        return picture.isEmpty()
                ? List.of("deleted", "null")
                : List.of(
                        "catalogued",
                        ContentHash.of(Files.readAllBytes(picture.get())).hex());
    }

    private static void theLastEventOutSaysTheSame(LocalTagstream tagstream, Map<String, Optional<Path>> last)
            throws IOException {
        Map<String, Optional<JsonNode>> lastOut = new HashMap<>();
        for (OutcomeTopics.Event event : tagstream.events) {
            lastOut.put(event.key().orElseThrow(), event.data());
        }
        for (var entry : last.entrySet()) {
            Optional<String> hash = lastOut.get(entry.getKey())
                    .map(data -> data.path("contentSha256").asText());
            Optional<String> expected = entry.getValue().isEmpty()
                    ? Optional.empty()
                    : Optional.of(expected(entry.getValue()).getLast());
            assertThat(hash).as(entry.getKey()).isEqualTo(expected);
        }
    }
}
