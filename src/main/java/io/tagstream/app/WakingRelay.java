package io.tagstream.app;

import io.tagstream.catalog.Outcome;
import io.tagstream.pipeline.PipelineObserver;
import io.tagstream.pipeline.Stage;
import io.tagstream.publish.Relay;
import java.util.List;

/** Wakes the relay after each commit, so that an event is published at once and not at the next look. */
record WakingRelay(PipelineObserver observer, Relay relay) implements PipelineObserver {

    @Override
    public void spent(Stage stage, long nanos) {
        observer.spent(stage, nanos);
    }

    @Override
    public void recorded(List<Outcome> outcomes) {
        observer.recorded(outcomes);
        relay.wake();
    }
}
