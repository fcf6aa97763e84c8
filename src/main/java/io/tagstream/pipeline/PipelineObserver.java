package io.tagstream.pipeline;

import io.tagstream.catalog.Outcome;
import java.util.List;
import java.util.function.Supplier;

/** Is told what the pipeline does; metrics in production. */
public interface PipelineObserver {

    /** One photo (or, for RECORD, one batch) went through a stage, successfully or not. */
    void spent(Stage stage, long nanos);

    /** A batch is committed. */
    void recorded(List<Outcome> outcomes);

    /** Does the work of a stage and tells how long it took. */
    default <T> T timed(Stage stage, Supplier<T> work) {
        long start = System.nanoTime();
        try {
            return work.get();
        } finally {
            spent(stage, System.nanoTime() - start);
        }
    }
}
