package io.tagstream.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Quarkus;
import io.smallrye.common.annotation.Identifier;
import io.tagstream.catalog.Catalog;
import io.tagstream.catalog.ModelRegistry;
import io.tagstream.catalog.Outbox;
import io.tagstream.catalog.Suspects;
import io.tagstream.catalog.TaxonomyStore;
import io.tagstream.decode.DecodeLimits;
import io.tagstream.decode.Decoder;
import io.tagstream.encode.Encoder;
import io.tagstream.failure.Failure;
import io.tagstream.failure.FailureCode;
import io.tagstream.failure.Halt;
import io.tagstream.failure.Outages;
import io.tagstream.failure.Retrier;
import io.tagstream.fetch.FetchLimits;
import io.tagstream.fetch.Fetcher;
import io.tagstream.health.Metrics;
import io.tagstream.health.Probes;
import io.tagstream.intake.IntakeConfig;
import io.tagstream.pipeline.FactReader;
import io.tagstream.pipeline.PhotoPipeline;
import io.tagstream.pipeline.Quarantine;
import io.tagstream.pipeline.Workers;
import io.tagstream.publish.CloudEventAnnouncer;
import io.tagstream.publish.PublishConfig;
import io.tagstream.publish.Relay;
import io.tagstream.tagging.Fitting;
import io.tagstream.tagging.Tagger;
import io.tagstream.taxonomy.InvalidTaxonomy;
import io.tagstream.taxonomy.LabelMatrix;
import io.tagstream.taxonomy.Taxonomy;
import io.tagstream.taxonomy.TaxonomyYaml;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
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
    TaxonomyStore taxonomyStore(DataSource dataSource) {
        return new TaxonomyStore(dataSource);
    }

    @Produces
    @Singleton
    Taxonomy taxonomy(WorkerConfig config, TaxonomyStore store) {
        config.taxonomy().file().map(Composition::taxonomyOf).ifPresent(store::activate);
        return store.active()
                .orElseThrow(() -> new Failure(
                        FailureCode.TAXONOMY_INVALID,
                        "the catalog has no taxonomy; set tagstream.taxonomy.file to one"));
    }

    @Produces
    @Singleton
    Tagger tagger(Taxonomy taxonomy, Encoder encoder) {
        LabelMatrix labels = LabelMatrix.compile(taxonomy, encoder.identity().digest(), encoder::encodeTexts);
        return new Tagger(
                labels, Fitting.none(labels.modelDigest()), encoder.head().scale());
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
    Catalog catalog(DataSource dataSource, ObjectMapper json, Encoder encoder, Taxonomy taxonomy) {
        Encoder.Identity model = encoder.identity();
        new ModelRegistry(dataSource).register(model.digest(), model.name(), model.dimensions());
        return new Catalog(dataSource, new CloudEventAnnouncer(json, model.name(), taxonomy.name()));
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
            Tagger tagger,
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
                tagger,
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

    private static Taxonomy taxonomyOf(Path file) {
        try {
            return TaxonomyYaml.read(file);
        } catch (InvalidTaxonomy e) {
            throw new Failure(FailureCode.TAXONOMY_INVALID, String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new Failure(FailureCode.TAXONOMY_INVALID, "could not read the taxonomy " + file + ": " + e, e);
        }
    }
}
