package io.tagstream.app;

import io.quarkus.runtime.StartupEvent;
import io.tagstream.catalog.LoadedRelease;
import io.tagstream.catalog.Outbox;
import io.tagstream.encode.Encoder;
import io.tagstream.health.Metrics;
import io.tagstream.pipeline.CurrentReleases;
import io.tagstream.pipeline.PhotoPipeline;
import io.tagstream.pipeline.Quarantine;
import io.tagstream.publish.Relay;
import io.tagstream.retag.JobRunner;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.util.Map;
import org.jboss.logging.Logger;

/** The order of a start: what the last one died of, model and taxonomy, the relay, and only then is Kafka asked for photos. */
@ApplicationScoped
class WorkerLifecycle {

    private static final Logger LOG = Logger.getLogger(WorkerLifecycle.class);

    /** Before the messaging extension, which starts the intake. */
    private static final int FIRST = Interceptor.Priority.PLATFORM_BEFORE;

    /** Before the model, which takes its time: other workers may have taken the photo over that this one died of. */
    void quarantine(@Observes @Priority(FIRST - 1) StartupEvent event, Quarantine quarantine, Metrics metrics) {
        Map<String, String> environment = System.getenv();
        quarantine.open(environment.getOrDefault("HOSTNAME", "localhost"));
        metrics.watch(quarantine);
    }

    void start(
            @Observes @Priority(FIRST) StartupEvent event,
            Encoder encoder,
            CurrentReleases releases,
            PhotoPipeline pipeline,
            Relay relay,
            JobRunner jobs,
            Metrics metrics,
            Outbox outbox) {
        Encoder.Identity model = encoder.identity();
        LOG.infof("model %s, %d dimensions", model.name(), model.dimensions());
        for (LoadedRelease live : releases.get().releases()) {
            LOG.infof(
                    "photos are tagged with taxonomy %s, version %s (release %s, %s)",
                    live.taxonomy().name(),
                    live.release().id().version().shortForm(),
                    live.release().id(),
                    live.release().isActive() ? "in force" : "not in force");
        }
        LOG.debugf("%s is ready", pipeline); // asked for here, or a defect in it would only show with the first photo
        metrics.watch(outbox);
        relay.start();
        jobs.start();
    }
}
