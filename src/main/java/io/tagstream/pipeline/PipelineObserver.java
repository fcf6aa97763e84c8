package io.tagstream.pipeline;

import io.tagstream.catalog.Outcome;
import java.util.List;

/** Is told what the pipeline does; metrics in production. */
public interface PipelineObserver {

    /** One photo (or, for RECORD, one batch) went through a stage, successfully or not. */
    void spent(Stage stage, long nanos);

    /** A batch is committed. */
    void recorded(List<Outcome> outcomes);
}
