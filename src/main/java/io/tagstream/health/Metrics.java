package io.tagstream.health;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.tagstream.catalog.Outbox;
import io.tagstream.catalog.Outcome;
import io.tagstream.clip.batch.BatchObserver;
import io.tagstream.encode.ClipEncoder;
import io.tagstream.pipeline.PipelineObserver;
import io.tagstream.pipeline.Quarantine;
import io.tagstream.pipeline.Stage;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/** The pipeline's metrics. Names and labels are an interface: docs/metrics.md. */
public final class Metrics implements PipelineObserver {

    private final MeterRegistry registry;
    private final Map<Stage, Timer> stages = new EnumMap<>(Stage.class);
    private final DistributionSummary batches;
    private final MeterProvider<DistributionSummary> passSizes;
    private final MeterProvider<Timer> passes;
    private final MeterProvider<Timer> waits;

    public Metrics(MeterRegistry registry) {
        this.registry = registry;
        for (Stage stage : Stage.values()) {
            stages.put(
                    stage,
                    Timer.builder("tagstream.stage")
                            .description("Time in a stage: per photo, or per batch for record")
                            .tag("stage", stage.label())
                            .publishPercentileHistogram()
                            .register(registry));
        }
        this.batches = DistributionSummary.builder("tagstream.batch.outcomes")
                .description("Outcomes written in one transaction")
                .register(registry);
        this.passSizes = DistributionSummary.builder("tagstream.model.batch")
                .description("Photos or texts in a forward pass")
                .withRegistry(registry);
        this.passes = Timer.builder("tagstream.model.forward")
                .description("Time of a forward pass")
                .withRegistry(registry);
        this.waits = Timer.builder("tagstream.model.wait")
                .description("How long the oldest photo or text of a forward pass waited for it")
                .withRegistry(registry);
    }

    @Override
    public void spent(Stage stage, long nanos) {
        stages.get(stage).record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void recorded(List<Outcome> outcomes) {
        batches.record(outcomes.size());
        outcomes.forEach(outcome -> counter(outcome).increment());
    }

    /**
     * What measures forward passes.
     *
     * @param input of the passes, as a label: photos or texts
     */
    public BatchObserver passes(String input) {
        return (device, size, queued, forward) -> {
            Tags tags = Tags.of("device", device, "input", input);
            passSizes.withTags(tags).record(size);
            waits.withTags(tags).record(queued);
            passes.withTags(tags).record(forward);
        };
    }

    public void watch(ClipEncoder encoder) {
        Gauge.builder("tagstream.model.queue", encoder, ClipEncoder::queued)
                .description("Prepared photos that wait for the model")
                .register(registry);
        encoder.maximums().keySet().forEach(device -> Gauge.builder(
                        "tagstream.model.batch.maximum", encoder, e -> e.maximums()
                                .getOrDefault(device, 0))
                .description("Photos of the largest pass that a device is trusted with")
                .tag("device", device)
                .register(registry));
    }

    public void watch(Quarantine quarantine) {
        Gauge.builder("tagstream.quarantine.contents", quarantine, Quarantine::size)
                .description("Contents that are suspected of crashing the decoder, or known to")
                .register(registry);
    }

    /** The relay's backlog; a database that is away shows as no value. */
    public void watch(Outbox outbox) {
        gauge(outbox, "tagstream.outbox.events", "Committed events that are not yet published", b -> b.events());
        gauge(outbox, "tagstream.outbox.oldest.seconds", "Age of the oldest of them", b -> b.oldestSeconds());
    }

    private void gauge(Outbox outbox, String name, String description, ToDoubleFunction<Outbox.Backlog> value) {
        Gauge.builder(name, outbox, o -> o.backlogIfKnown()
                        .map(value::applyAsDouble)
                        .orElse(Double.NaN))
                .description(description)
                .register(registry);
    }

    private Counter counter(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Tagged tagged ->
                counter(tagged.taggings().getFirst().nothingFits() ? "nothing_fits" : "tagged", "");
            case Outcome.Rejected rejected ->
                counter("rejected", rejected.rejection().code().name());
            case Outcome.Unreadable unreadable ->
                counter("rejected", unreadable.rejection().code().name());
            case Outcome.Deleted ignored -> counter("deleted", "");
        };
    }

    private Counter counter(String outcome, String code) {
        return Counter.builder("tagstream.photos")
                .description("Photos by what became of them")
                .tag("outcome", outcome)
                .tag("code", code)
                .register(registry);
    }
}
