package io.tagstream.health;

import io.tagstream.catalog.Outbox;
import io.tagstream.encode.Encoder;
import io.tagstream.failure.Dependency;
import io.tagstream.failure.Outages;
import io.tagstream.publish.Relay;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/** Ready: photos can be tagged now. Alive: a restart would not help. */
@ApplicationScoped
public class HealthChecks {

    private final Probes probes;
    private final Outages outages;
    private final Encoder encoder;
    private final Relay relay;
    private final Outbox outbox;

    HealthChecks(Probes probes, Outages outages, Encoder encoder, Relay relay, Outbox outbox) {
        this.probes = probes;
        this.outages = outages;
        this.encoder = encoder;
        this.relay = relay;
        this.outbox = outbox;
    }

    @Produces
    @Readiness
    HealthCheck database() {
        return () -> response("database", probes.database().or(() -> outage(Dependency.DATABASE)));
    }

    @Produces
    @Readiness
    HealthCheck kafka() {
        return () -> response("kafka", probes.kafka().or(() -> outage(Dependency.KAFKA)));
    }

    @Produces
    @Readiness
    HealthCheck sources() {
        return () -> response("sources", outage(Dependency.SOURCES));
    }

    @Produces
    @Readiness
    HealthCheck model() {
        return () -> response("model", deadModel().or(() -> outage(Dependency.MODEL)));
    }

    @Produces
    @Liveness
    HealthCheck modelThread() {
        return () -> response("model", deadModel());
    }

    @Produces
    @Liveness
    HealthCheck relayThread() {
        return () -> response("relay", relay.isAlive() ? Optional.empty() : Optional.of("its thread has ended"));
    }

    /** How much waits to be published says nothing about readiness, but the cause of a delay is looked for here. */
    @Produces
    @Readiness
    HealthCheck relayBacklog() {
        return () -> {
            var response = HealthCheckResponse.named("relay backlog").up();
            outbox.backlogIfKnown().ifPresent(backlog -> response.withData("events", backlog.events())
                    .withData("oldest seconds", (long) backlog.oldestSeconds()));
            return response.build();
        };
    }

    private Optional<String> deadModel() {
        return encoder.isAlive() ? Optional.empty() : Optional.of("a thread of the model has ended");
    }

    private Optional<String> outage(Dependency dependency) {
        return outages.of(dependency).map(outage -> outage.code() + " since " + outage.since() + ": " + outage.cause());
    }

    private static HealthCheckResponse response(String name, Optional<String> problem) {
        var response = HealthCheckResponse.named(name).status(problem.isEmpty());
        problem.ifPresent(cause -> response.withData("cause", cause));
        return response.build();
    }
}
