package io.tagstream.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.tagstream.catalog.Announcer;
import io.tagstream.catalog.ReleaseLoader;
import io.tagstream.catalog.ReleaseStore;
import io.tagstream.decode.Decoder;
import io.tagstream.encode.Encoder;
import io.tagstream.failure.Retrier;
import io.tagstream.fetch.Fetcher;
import io.tagstream.health.Metrics;
import io.tagstream.health.RetagMetrics;
import io.tagstream.pipeline.FactReader;
import io.tagstream.pipeline.PhotoSteps;
import io.tagstream.pipeline.Quarantine;
import io.tagstream.pipeline.SecondLook;
import io.tagstream.pipeline.Workers;
import io.tagstream.publish.Relay;
import io.tagstream.retag.AnnounceWork;
import io.tagstream.retag.ChunkWork;
import io.tagstream.retag.JobRunner;
import io.tagstream.retag.Reembedding;
import io.tagstream.retag.Retagging;
import io.tagstream.retag.RetireWork;
import io.tagstream.retag.ScoreWork;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import javax.sql.DataSource;

/** The part of the composition root that works on the whole catalog, beside the flow. */
@Dependent
class RetagComposition {

    @Produces
    @Singleton
    Retagging retagging(DataSource dataSource, ReleaseLoader loader, Encoder encoder, Quarantine quarantine) {
        return new Retagging(
                dataSource,
                loader,
                encoder.identity().digest(),
                texts -> quarantine.besideOthers(() -> encoder.encodeTexts(texts)));
    }

    @Produces
    @Singleton
    JobRunner jobRunner(
            WorkerConfig config,
            DataSource dataSource,
            ReleaseStore releases,
            ReleaseLoader loader,
            Announcer announcer,
            MeterRegistry registry,
            Relay relay) {
        List<ChunkWork> works = List.of(
                new ScoreWork(releases, loader),
                new AnnounceWork(releases, loader, announcer, config.retag().outboxLimit()),
                new RetireWork());
        return new JobRunner(
                dataSource,
                works,
                new RetagMetrics(registry, relay::wake),
                config.retag().enabled() ? config.retag().threads() : 0,
                config.retag().pollInterval());
    }

    @Produces
    @Singleton
    SecondLook secondLook(
            WorkerConfig config,
            Fetcher fetcher,
            Decoder decoder,
            Encoder encoder,
            Quarantine quarantine,
            Retrier retrier,
            Workers workers,
            Metrics metrics) {
        FactReader facts = new FactReader(config.facts().gps());
        PhotoSteps steps = new PhotoSteps(fetcher, decoder, facts, encoder, quarantine, retrier, metrics);
        return new SecondLook(steps, workers, quarantine);
    }

    @Produces
    @Singleton
    Reembedding reembedding(
            WorkerConfig config,
            DataSource dataSource,
            ReleaseStore releases,
            ReleaseLoader loader,
            Encoder encoder,
            SecondLook look,
            Quarantine quarantine) {
        return new Reembedding(
                dataSource,
                releases,
                loader,
                encoder,
                texts -> quarantine.besideOthers(() -> encoder.encodeTexts(texts)),
                look,
                config.reembed().photosInFlight(),
                config.reembed().patience());
    }

    void close(@Disposes JobRunner runner) {
        runner.close();
    }
}
