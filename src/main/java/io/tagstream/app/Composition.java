package io.tagstream.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Quarkus;
import io.smallrye.common.annotation.Identifier;
import io.tagstream.catalog.Announcer;
import io.tagstream.catalog.Catalog;
import io.tagstream.catalog.Corrections;
import io.tagstream.catalog.ModelRegistry;
import io.tagstream.catalog.Outbox;
import io.tagstream.catalog.ReleaseLoader;
import io.tagstream.catalog.ReleaseStore;
import io.tagstream.catalog.Suspects;
import io.tagstream.catalog.VersionStore;
import io.tagstream.decode.DecodeLimits;
import io.tagstream.decode.Decoder;
import io.tagstream.encode.Encoder;
import io.tagstream.failure.Halt;
import io.tagstream.failure.Outages;
import io.tagstream.failure.Retrier;
import io.tagstream.fetch.FetchLimits;
import io.tagstream.fetch.Fetcher;
import io.tagstream.health.Metrics;
import io.tagstream.health.Probes;
import io.tagstream.intake.IntakeConfig;
import io.tagstream.pipeline.CurrentReleases;
import io.tagstream.pipeline.FactReader;
import io.tagstream.pipeline.PhotoPipeline;
import io.tagstream.pipeline.Quarantine;
import io.tagstream.pipeline.ReleasesOfModel;
import io.tagstream.pipeline.Workers;
import io.tagstream.publish.CloudEventAnnouncer;
import io.tagstream.publish.PublishConfig;
import io.tagstream.publish.Relay;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;

/** The composition root: what the worker is made of, from the outside in. */
@Dependent
class Composition {

    /** For the relay, the clients and the pools; they take less than a second when nothing is wrong. */
    private static final Duration SHUTDOWN_AFTER_DRAIN = Duration.ofSeconds(10);

    @Produces
    @Singleton
    Outages outages() {
        return new Outages(Clock.systemUTC());
    }

    @Produces
    @Singleton
    Retrier retrier(Outages outages, WorkerConfig config) {
        return new Retrier(outages, config.retry().firstPause(), config.retry().longestPause());
    }

    @Produces
    @Singleton
    Metrics metrics(MeterRegistry registry) {
        return new Metrics(registry);
    }

    @Produces
    @Singleton
    Halt halt(IntakeConfig intake) {
        return new Halt(
                () -> Quarkus.asyncExit(1),
                () -> Runtime.getRuntime().halt(1),
                intake.drainTimeout().plus(SHUTDOWN_AFTER_DRAIN));
    }

    @Produces
    @Singleton
    Encoder encoder(WorkerConfig config, Metrics metrics, Halt halt) {
        return Encoders.create(config.model(), metrics, halt);
    }

    void close(@Disposes Encoder encoder) {
        encoder.close();
    }

    @Produces
    @Singleton
    VersionStore versionStore(DataSource dataSource) {
        return new VersionStore(dataSource);
    }

    @Produces
    @Singleton
    ReleaseStore releaseStore(DataSource dataSource) {
        return new ReleaseStore(dataSource);
    }

    @Produces
    @Singleton
    ReleaseLoader releaseLoader(DataSource dataSource) {
        return new ReleaseLoader(dataSource);
    }

    @Produces
    @Singleton
    CurrentReleases currentReleases(
            WorkerConfig config,
            DataSource dataSource,
            VersionStore versions,
            ReleaseStore releases,
            ReleaseLoader loader,
            Encoder encoder,
            Quarantine quarantine) {
        Encoder.Identity model = encoder.identity();
        new ModelRegistry(dataSource)
                .register(
                        model.digest(),
                        model.name(),
                        model.dimensions(),
                        encoder.head().scale());
        new Bootstrap(versions, releases).inForce(config.taxonomy().file(), model);
        return new CurrentReleases(new ReleasesOfModel(
                releases, loader, model, texts -> quarantine.besideOthers(() -> encoder.encodeTexts(texts))));
    }

    @Produces
    @Singleton
    Announcer announcer(ObjectMapper json) {
        return new CloudEventAnnouncer(json);
    }

    @Produces
    @Singleton
    Corrections corrections(DataSource dataSource, ReleaseLoader loader, Announcer announcer) {
        return new Corrections(dataSource, loader, announcer);
    }

    @Produces
    @Singleton
    Outbox outbox(DataSource dataSource) {
        return new Outbox(dataSource);
    }

    @Produces
    @Singleton
    Relay relay(
            Outbox outbox,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            PublishConfig config,
            Retrier retrier) {
        return new Relay(outbox, kafka, config, retrier);
    }

    void close(@Disposes Relay relay) {
        relay.close();
    }

    @Produces
    @Singleton
    Probes probes(DataSource dataSource, @Identifier("default-kafka-broker") Map<String, Object> kafka) {
        return new Probes(dataSource, kafka);
    }

    void close(@Disposes Probes probes) {
        probes.close();
    }

    @Produces
    @Singleton
    Catalog catalog(DataSource dataSource, Announcer announcer) {
        return new Catalog(dataSource, announcer);
    }

    @Produces
    @Singleton
    Workers workers(WorkerConfig config) {
        return new Workers(decodeThreads(config.decode()), config.decode().time());
    }

    private static int decodeThreads(WorkerConfig.Decode config) {
        return config.threads() > 0 ? config.threads() : Runtime.getRuntime().availableProcessors();
    }

    void close(@Disposes Workers workers) {
        workers.close();
    }

    @Produces
    @Singleton
    Quarantine quarantine(WorkerConfig config, DataSource dataSource, Workers workers, Retrier retrier) {
        Path folder = config.decode().journal();
        return new Quarantine(
                Journals.open(folder, decodeThreads(config.decode())), new Suspects(dataSource), workers, retrier);
    }

    void close(@Disposes Quarantine quarantine) {
        quarantine.close();
    }

    @Produces
    @Singleton
    Decoder decoder(WorkerConfig config, Encoder encoder) {
        return new Decoder(limits(config.decode()), encoder.imageSize()).warmedUp();
    }

    private static DecodeLimits limits(WorkerConfig.Decode config) {
        return new DecodeLimits(
                config.maxPixels(),
                config.maxSide(),
                config.maxJpegPixels(),
                DecodeLimits.DEFAULTS.maxScans(),
                config.programTime(),
                config.programMemory());
    }

    @Produces
    @Singleton
    PhotoPipeline pipeline(
            WorkerConfig config,
            Fetcher fetcher,
            Decoder decoder,
            Encoder encoder,
            CurrentReleases releases,
            Catalog catalog,
            Workers workers,
            Quarantine quarantine,
            Retrier retrier,
            Metrics metrics,
            Relay relay) {
        return new PhotoPipeline(
                fetcher,
                decoder,
                new FactReader(config.facts().gps()),
                encoder,
                releases,
                catalog,
                workers,
                quarantine,
                retrier,
                config.fetch().patience(),
                new WakingRelay(metrics, relay));
    }

    @Produces
    @Singleton
    FetchLimits fetchLimits(WorkerConfig config) {
        return Fetchers.limits(config.fetch());
    }

    @Produces
    @Singleton
    Fetcher fetcher(WorkerConfig config, FetchLimits limits) {
        return Fetchers.create(config.fetch(), limits);
    }
}
