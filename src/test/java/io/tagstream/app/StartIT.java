package io.tagstream.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.local.WorkerProcess;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A worker that cannot start says why in a sentence, and one that is stopped ends in good order. */
class StartIT {

    @Test
    void namesWhatIsMissingInsteadOfAStackTrace() {
        try (LocalTagstream tagstream =
                        new LocalTagstream().with("tagstream.model.directory", LocalTagstream.SAMPLES.toString());
                WorkerProcess worker = tagstream.startWorker()) {
            LocalTagstream.await("the worker ends", Duration.ofSeconds(60), () -> !worker.isAlive());
            assertThat(worker.endOfLog())
                    .contains("MODEL_INVALID")
                    .contains("config.json")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void workersThatBeginTogetherWithAnEmptyCatalogAgree() {
        try (LocalTagstream tagstream = new LocalTagstream();
                WorkerProcess one = tagstream.startWorker();
                WorkerProcess two = tagstream.startWorker()) {
            one.awaitReady(Duration.ofSeconds(90));
            two.awaitReady(Duration.ofSeconds(90));
            assertThat(tagstream.query("select state, labels is not null from releases"))
                    .containsExactly(List.of("complete", "t"));
            assertThat(tagstream.count("select active_release_no from taxonomies"))
                    .isEqualTo(1);
        }
    }

    @Test
    void aWorkerWithAnotherModelThanTheOneInForceDoesNotTag() {
        try (LocalTagstream tagstream = new LocalTagstream()) {
            tagstream.startReadyWorker().close();
            tagstream.with("tagstream.model.engine", "instant");
            try (WorkerProcess worker = tagstream.startWorker()) {
                LocalTagstream.await("the worker ends", Duration.ofSeconds(60), () -> !worker.isAlive());
                assertThat(worker.endOfLog())
                        .contains("MODEL_NOT_IN_FORCE")
                        .contains("drawn-scenes")
                        .contains("tagstream reembed")
                        .doesNotContain("\tat ");
            }
        }
    }

    @Test
    void finishesWhatIsInHandWhenItIsStopped() {
        try (LocalTagstream tagstream = new LocalTagstream()) {
            try (WorkerProcess worker = tagstream.startReadyWorker()) {
                LocalTagstream.pictures(LocalTagstream.SAMPLES)
                        .forEach(photo ->
                                tagstream.uploads.upload(photo.getFileName().toString(), photo.toUri()));
                tagstream.uploads.flush();
                LocalTagstream.await(
                        "something is stored",
                        Duration.ofSeconds(30),
                        () -> tagstream.count("select count(*) from photos") > 0);
                worker.stop();
                assertThat(worker.endOfLog())
                        .contains("stopped in")
                        .doesNotContain("ERROR")
                        .doesNotContain("FATAL");
            }
            assertThat(tagstream.uncommitted())
                    .as("events whose outcome is stored but whose offset is not")
                    .isEqualTo(LocalTagstream.pictures(LocalTagstream.SAMPLES).size()
                            - tagstream.count("select count(*) from photos"));
        }
    }
}
