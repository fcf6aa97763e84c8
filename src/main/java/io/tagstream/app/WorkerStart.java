package io.tagstream.app;

import io.tagstream.catalog.LoadedRelease;
import io.tagstream.catalog.Outbox;
import io.tagstream.encode.Encoder;
import io.tagstream.health.Metrics;
import io.tagstream.likeness.LikenessThread;
import io.tagstream.pipeline.CurrentReleases;
import io.tagstream.pipeline.PhotoPipeline;
import io.tagstream.publish.Relay;
import io.tagstream.retag.JobRunner;
import io.tagstream.search.SearchEngines;
import jakarta.enterprise.context.Dependent;
import org.jboss.logging.Logger;

/** What a process does before it takes uploads: made for a worker alone, since the model has to be the one in force. */
@Dependent
class WorkerStart {

    private static final Logger LOG = Logger.getLogger(WorkerStart.class);

    private final Encoder encoder;
    private final CurrentReleases releases;
    private final PhotoPipeline pipeline;
    private final Relay relay;
    private final JobRunner jobs;
    private final LikenessThread likenesses;
    private final SearchEngines engines;
    private final Metrics metrics;
    private final Outbox outbox;

    WorkerStart(
            Encoder encoder,
            CurrentReleases releases,
            PhotoPipeline pipeline,
            Relay relay,
            JobRunner jobs,
            LikenessThread likenesses,
            SearchEngines engines,
            Metrics metrics,
            Outbox outbox) {
        this.encoder = encoder;
        this.releases = releases;
        this.pipeline = pipeline;
        this.relay = relay;
        this.jobs = jobs;
        this.likenesses = likenesses;
        this.engines = engines;
        this.metrics = metrics;
        this.outbox = outbox;
    }

    void start() {
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
        likenesses.start();
        engines.start();
    }
}
