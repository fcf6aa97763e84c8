package io.tagstream.health;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.health.SmallRyeHealthReporter;
import io.tagstream.catalog.Outbox;
import io.tagstream.catalog.Release;
import io.tagstream.catalog.ReleaseStore;
import io.tagstream.catalog.Transactions;
import io.tagstream.encode.Encoder;
import io.tagstream.failure.Failure;
import io.tagstream.page.HealthFacts;
import io.tagstream.pipeline.Quarantine;
import jakarta.inject.Singleton;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Tells the page what health checks and metrics know, in words. */
@Singleton
class PageFacts implements HealthFacts {

    /** Says when catalog and Kafka answer, and what waits to be published is among the facts. */
    private static final String BACKLOG = "relay backlog";

    private static final String VERSIONS = """
            select current_setting('server_version'), (select extversion from pg_extension where extname = 'vector'),
                   (select max(version) from flyway_schema_history where success)
            """;

    private record DatabaseVersions(String server, Optional<String> pgvector, String schema) {}

    private final SmallRyeHealthReporter reporter;
    private final MeterRegistry registry;
    private final DataSource dataSource;
    private final Encoder encoder;
    private final ReleaseStore releases;
    private final Outbox outbox;
    private final Quarantine quarantine;
    private final String version;

    PageFacts(
            SmallRyeHealthReporter reporter,
            MeterRegistry registry,
            DataSource dataSource,
            Encoder encoder,
            ReleaseStore releases,
            Outbox outbox,
            Quarantine quarantine,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.reporter = reporter;
        this.registry = registry;
        this.dataSource = dataSource;
        this.encoder = encoder;
        this.releases = releases;
        this.outbox = outbox;
        this.quarantine = quarantine;
        this.version = version;
    }

    @Override
    public List<Check> checks() {
        JsonArray checks = reporter.getReadiness().getPayload().getJsonArray("checks");
        return checks.getValuesAs(JsonObject.class).stream()
                .filter(check -> !check.getString("name").equals(BACKLOG))
                .map(PageFacts::check)
                .toList();
    }

    private static Check check(JsonObject check) {
        boolean up = check.getString("status").equals("UP");
        Optional<String> cause = Optional.ofNullable(check.getJsonObject("data"))
                .flatMap(data -> Optional.ofNullable(data.getJsonString("cause")))
                .map(JsonString::getString);
        return new Check(check.getString("name"), up ? Optional.empty() : cause.or(() -> Optional.of("it is down")));
    }

    @Override
    public List<Group> groups() {
        List<Group> groups = new ArrayList<>();
        groups.add(new Group("Model", model()));
        groups.add(new Group("On the way", onTheWay()));
        groups.add(new Group("Since this worker started", done()));
        groups.add(new Group("Versions", versions()));
        return groups;
    }

    private List<Fact> model() {
        Encoder.Identity model = encoder.identity();
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Model", "%s, %d dimensions".formatted(model.name(), model.dimensions())));
        facts.add(new Fact("Digest", model.digest()));
        registry.find("tagstream.model.batch.maximum")
                .gauges()
                .forEach(gauge -> facts.add(new Fact(
                        "Device " + gauge.getId().getTag("device"),
                        "up to %s in a pass".formatted(photos((long) gauge.value())))));
        known(releases::active)
                .flatMap(active -> active)
                .ifPresent(active -> facts.add(new Fact("Release in force", name(active))));
        known(releases::embeddingForm)
                .ifPresent(form -> facts.add(new Fact(
                        "Embeddings are kept as",
                        switch (form) {
                            case REAL -> "real[]: PostgreSQL has no pgvector";
                            case HALF -> "halfvec, of pgvector";
                        })));
        return facts;
    }

    private List<Fact> onTheWay() {
        List<Fact> facts = new ArrayList<>();
        lag().ifPresent(lag -> facts.add(new Fact(
                "Behind the upload topic",
                lag == 0 ? "nothing waits" : number((long) lag) + " events in a partition, at most")));
        gauge("tagstream.model.queue")
                .ifPresent(queue -> facts.add(new Fact("Wait for the model", photos((long) queue))));
        outbox.backlogIfKnown()
                .ifPresent(backlog -> facts.add(new Fact(
                        "Wait to be published",
                        backlog.events() == 0
                                ? "nothing"
                                : "%s events, the oldest for %s s"
                                        .formatted(number(backlog.events()), number((long) backlog.oldestSeconds())))));
        gauge("tagstream.search.tail")
                .ifPresent(tail -> facts.add(new Fact(
                        "Index of nearest photos, which this worker makes",
                        "%s segments; %s in none yet, compared one by one"
                                .formatted(
                                        number((long) gauge("tagstream.search.segments")
                                                .orElse(0)),
                                        photos((long) tail)))));
        gauge("tagstream.likeness.backlog")
                .ifPresent(backlog -> facts.add(new Fact("Wait to be compared for likeness", photos((long) backlog))));
        facts.add(new Fact(
                "Suspected of crashing the decoder",
                quarantine.size() == 0 ? "nothing" : number(quarantine.size()) + " contents"));
        return facts;
    }

    private List<Fact> done() {
        List<Fact> facts = new ArrayList<>();
        registry.find("tagstream.photos").counters().stream()
                .collect(Collectors.groupingBy(
                        counter -> String.valueOf(counter.getId().getTag("outcome"))
                                .replace('_', ' '),
                        TreeMap::new,
                        Collectors.summingLong(counter -> (long) counter.count())))
                .forEach((outcome, count) -> facts.add(new Fact(outcome, photos(count))));
        if (facts.isEmpty()) {
            facts.add(new Fact("Photos", "none yet"));
        }
        return facts;
    }

    private List<Fact> versions() {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Tagstream", version));
        facts.add(new Fact("Java", String.valueOf(Runtime.version())));
        known(this::databaseVersions).ifPresent(database -> {
            facts.add(new Fact("PostgreSQL", database.server()));
            facts.add(new Fact("pgvector", database.pgvector().orElse("not installed")));
            facts.add(new Fact("Schema", database.schema()));
        });
        return facts;
    }

    private DatabaseVersions databaseVersions() {
        return Transactions.ask(dataSource, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(VERSIONS);
                    ResultSet row = statement.executeQuery()) {
                row.next();
                return new DatabaseVersions(row.getString(1), Optional.ofNullable(row.getString(2)), row.getString(3));
            }
        });
    }

    /** The largest of all partitions; unknown before the consumer's first look. */
    private OptionalDouble lag() {
        return registry.find("kafka.consumer.fetch.manager.records.lag.max").meters().stream()
                .filter(Gauge.class::isInstance)
                .mapToDouble(PageFacts::value)
                .filter(Double::isFinite)
                .max();
    }

    /** Absent while nobody knows: the index is made by one worker of all. */
    private OptionalDouble gauge(String name) {
        return registry.find(name).gauges().stream()
                .mapToDouble(Gauge::value)
                .filter(Double::isFinite)
                .max();
    }

    private static double value(Meter meter) {
        return ((Gauge) meter).value();
    }

    private static String name(Release release) {
        return "%s, of version %s of %s"
                .formatted(release.id().shortForm(), release.id().version().shortForm(), release.taxonomy());
    }

    private static <T> Optional<T> known(Supplier<T> question) {
        try {
            return Optional.of(question.get());
        } catch (Failure away) {
            return Optional.empty();
        }
    }

    private static String photos(long count) {
        return number(count) + (count == 1 ? " photo" : " photos");
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
