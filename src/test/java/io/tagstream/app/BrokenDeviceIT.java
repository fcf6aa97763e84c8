package io.tagstream.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.local.WorkerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A GPU that breaks takes its worker with it, and no photo. */
class BrokenDeviceIT {

    @Test
    void theWorkerEndsWithAClearLastWordAndTheNextOneTagsEverything() throws IOException {
        try (LocalTagstream tagstream = new LocalTagstream().with("tagstream.model.precision", "float32")) {
            List<Path> photos = LocalTagstream.pictures(LocalTagstream.SAMPLES);
            DeadlyModel.putInto(tagstream.services.directory().resolve("deadly"), photos.get(photos.size() / 2));
            tagstream.with(
                    "tagstream.model.cache",
                    tagstream.services.directory().resolve("deadly").toString());
            try (WorkerProcess worker = tagstream.startReadyWorker()) {
                photos.forEach(
                        photo -> tagstream.uploads.upload(photo.getFileName().toString(), photo.toUri()));
                tagstream.uploads.flush();
                LocalTagstream.await("the worker ends", Duration.ofSeconds(60), () -> !worker.isAlive());

                assertThat(worker.exitStatus()).hasValue(1);
                assertThat(worker.endOfLog().lines().filter(line -> line.contains("The worker stops")))
                        .singleElement()
                        .asString()
                        .contains("MODEL_STOPPED", DeadlyModel.ERROR);
            }
            assertThat(tagstream.count("select count(*) from photos where status = 'rejected'"))
                    .isZero();

            tagstream.with(
                    "tagstream.model.cache",
                    tagstream.services.directory().resolve("models").toString());
            try (WorkerProcess next = tagstream.startReadyWorker()) {
                tagstream.readEventsUntil(
                        "all are tagged", Duration.ofSeconds(60), () -> tagstream.taggedEvents() == photos.size());
                assertThat(next.isAlive()).isTrue();
            }
        }
    }
}
