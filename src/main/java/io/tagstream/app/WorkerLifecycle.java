package io.tagstream.app;

import io.quarkus.runtime.StartupEvent;
import io.tagstream.health.Metrics;
import io.tagstream.pipeline.Quarantine;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.interceptor.Interceptor;
import java.util.Map;

/** The order of a start: what the last one died of, model and taxonomy, the relay, and only then is Kafka asked for photos. */
@ApplicationScoped
class WorkerLifecycle {

    /** Before the messaging extension, which starts the intake. */
    private static final int FIRST = Interceptor.Priority.PLATFORM_BEFORE;

    /** Before the model, which takes its time: other workers may have taken the photo over that this one died of. */
    void quarantine(@Observes @Priority(FIRST - 1) StartupEvent event, Quarantine quarantine, Metrics metrics) {
        Map<String, String> environment = System.getenv();
        quarantine.open(environment.getOrDefault("HOSTNAME", "localhost"));
        metrics.watch(quarantine);
    }

    void start(@Observes @Priority(FIRST) StartupEvent event, WorkerConfig config, Instance<WorkerStart> worker) {
        if (!config.reembed().enabled()) {
            worker.get().start();
        }
    }
}
