package io.tagstream.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.local.OutcomeTopics;
import io.tagstream.local.WorkerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The guarantees of the flow, against SIGKILL at moments that are random or as bad as can be. */
class KilledWorkerIT {

    private static final int PHOTOS = 2_000;
    private static final int KILLS = 12;
    private static final long SEED = 25;

    /** When a worker is killed. */
    private enum Moment {
        /** Some time after it began to work. */
        RANDOM,
        /** A batch is committed; its offsets are not, since these are committed once a second. */
        AFTER_DATABASE_COMMIT,
        /** Events are in the outbox and the relay is sending them. */
        WHILE_RELAYING
    }

    private final Random random = new Random(SEED);
    private final List<Path> pictures = LocalTagstream.pictures(LocalTagstream.HELD_OUT);
    private final Map<Moment, Integer> kills = new EnumMap<>(Moment.class);
    private int uploaded;
    private int redelivered;

    @Test
    void everyPhotoIsStoredOnceAndAnnouncedOnce() {
        try (LocalTagstream tagstream = new LocalTagstream()
                .with("mp.messaging.incoming.photos-uploaded.max.poll.records", "10")
                .with("tagstream.publish.transaction-size", "20")) {
            long atWork = 0;
            for (int life = 0; life < KILLS; life++) {
                upload(tagstream, PHOTOS / (KILLS + 1));
                atWork += liveAndDie(tagstream, Moment.values()[life % Moment.values().length]);
            }
            upload(tagstream, PHOTOS - uploaded);

            try (WorkerProcess survivor = tagstream.startReadyWorker()) {
                tagstream.readEventsUntil(
                        "all photos are announced", Duration.ofMinutes(3), () -> tagstream.taggedEvents() >= PHOTOS);
                LocalTagstream.await(
                        "all redelivered events are processed",
                        Duration.ofMinutes(2),
                        () -> tagstream.count("select count(*) from photos") == PHOTOS
                                && tagstream.count("select count(*) from outbox") == 0);
                LocalTagstream.pause(3_000); // whatever is announced twice would come now
                tagstream.readEventsUntil("the last events are read", Duration.ofSeconds(10), () -> true);
                assertThat(survivor.isAlive()).isTrue();
            }
            report(tagstream, atWork);
            everyPhotoIsStoredOnce(tagstream);
            everyPhotoIsAnnouncedOnce(tagstream);
        }
    }

    /** Uploads new photos and sends a tenth as many of the earlier events again. */
    private void upload(LocalTagstream tagstream, int photos) {
        for (int i = 0; i < photos; i++) {
            upload(tagstream, uploaded, uploaded++);
            if (i % 10 == 9) {
                int earlier = random.nextInt(uploaded);
                upload(tagstream, earlier, earlier);
                redelivered++;
            }
        }
        tagstream.uploads.flush();
    }

    private void upload(LocalTagstream tagstream, int id, int picture) {
        tagstream.uploads.upload(
                "photo-" + id, pictures.get(picture % pictures.size()).toUri());
    }

    /** @return 1 if the worker died with work on its hands */
    private int liveAndDie(LocalTagstream tagstream, Moment moment) {
        WorkerProcess worker = tagstream.startReadyWorker();
        long before = tagstream.count("select count(*) from photos");
        LocalTagstream.await("the worker has begun", Duration.ofSeconds(60), () -> switch (moment) {
            case RANDOM -> tagstream.count("select count(*) from photos") > before;
            case AFTER_DATABASE_COMMIT -> tagstream.count("select count(*) from photos") > before;
            case WHILE_RELAYING ->
                tagstream.count("select count(*) from outbox") > 0
                        || tagstream.count("select count(*) from photos") == uploaded;
        });
        if (moment == Moment.RANDOM) {
            LocalTagstream.pause(random.nextInt(400));
        }
        worker.kill();
        kills.merge(moment, 1, Integer::sum);
        boolean unfinished = tagstream.count("select count(*) from photos") < uploaded
                || tagstream.count("select count(*) from outbox") > 0;
        return unfinished ? 1 : 0;
    }

    private void report(LocalTagstream tagstream, long atWork) {
        System.out.printf(
                "killed %d times %s, %d of them with work in hand; %d photos uploaded, %d events sent again; %d photos stored, "
                        + "%d tagged events, %d rejected events%n",
                KILLS,
                kills,
                atWork,
                uploaded,
                redelivered,
                tagstream.count("select count(*) from photos"),
                tagstream.taggedEvents(),
                tagstream.events.stream()
                        .filter(OutcomeTopics.Event::isRejected)
                        .count());
        assertThat(atWork).as("kills that could have lost something").isPositive();
    }

    private static void everyPhotoIsStoredOnce(LocalTagstream tagstream) {
        assertThat(tagstream.count("select count(*) from photos where status = 'catalogued'"))
                .isEqualTo(PHOTOS);
        assertThat(tagstream.count("select count(*) from embeddings")).isEqualTo(PHOTOS);
        assertThat(tagstream.count("select count(*) from rejections")).isZero();
        assertThat(tagstream.query("""
                        select photo_no, tag_no from photo_tags group by photo_no, tag_no having count(*) > 1
                        """)).isEmpty();
    }

    private static void everyPhotoIsAnnouncedOnce(LocalTagstream tagstream) {
        Map<String, Long> times = tagstream.events.stream()
                .filter(OutcomeTopics.Event::isTagged)
                .collect(Collectors.groupingBy(event -> event.key().orElseThrow(), Collectors.counting()));
        assertThat(times).hasSize(PHOTOS);
        assertThat(times.values()).containsOnly(1L);
        assertThat(tagstream.events).noneMatch(OutcomeTopics.Event::isRejected);
    }
}
