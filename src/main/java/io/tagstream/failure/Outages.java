package io.tagstream.failure;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which dependencies are away, as those who wait for them report it. One call that waits while others get through is no outage:
 * a single dead photo host must not take the worker's readiness with it.
 */
public final class Outages {

    /** How long nothing must have worked before waiting counts as an outage. */
    static final Duration GRACE = Duration.ofSeconds(2);

    /**
     * A dependency that is away.
     *
     * @param cause the latest failure's message
     */
    public record Outage(FailureCode code, String cause, Instant since) {}

    private static final class State {
        private int waiting;
        private Instant lastWorked = Instant.MIN;
        private Instant lastWaited = Instant.MIN;
        private Optional<Outage> latest = Optional.empty();
    }

    private final Clock clock;
    private final Map<Dependency, State> states = new EnumMap<>(Dependency.class);

    public Outages(Clock clock) {
        this.clock = clock;
        for (Dependency dependency : Dependency.values()) {
            states.put(dependency, new State());
        }
    }

    /** A call was refused and waits to try again; {@link #stopsWaiting} ends it. */
    public synchronized void waits(Dependency dependency, Failure failure) {
        State state = state(dependency);
        Instant now = clock.instant();
        // Between two attempts of one call nobody waits, for a moment; after all gave up, nobody waits for longer.
        boolean goesOn = state.waiting > 0 || state.lastWaited.isAfter(now.minus(GRACE));
        Instant since = state.latest.filter(_ -> goesOn).map(Outage::since).orElse(now);
        state.waiting++;
        state.latest = Optional.of(new Outage(failure.code(), failure.detail(), since));
    }

    public synchronized void worked(Dependency dependency) {
        State state = state(dependency);
        state.lastWorked = clock.instant();
        state.latest = Optional.empty();
    }

    public synchronized void stopsWaiting(Dependency dependency) {
        State state = state(dependency);
        state.waiting--;
        state.lastWaited = clock.instant();
    }

    /** The outage of a dependency, if somebody waits for it and nobody got through lately. */
    public synchronized Optional<Outage> of(Dependency dependency) {
        State state = state(dependency);
        boolean recentlyWorked = state.lastWorked.isAfter(clock.instant().minus(GRACE));
        return state.waiting > 0 && !recentlyWorked ? state.latest : Optional.empty();
    }

    private State state(Dependency dependency) {
        return states.get(dependency);
    }
}
