package io.tagstream.app.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagstream.retag.Reembedding;
import io.tagstream.retag.Reembedding.Estimate;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.OptionalDouble;

/** {@code tagstream reembed --dry-run}. */
final class ReembedEstimate {

    private static final int SAMPLE = 16;
    private static final double MEGABYTE = 1e6;

    private final Reembedding reembedding;
    private final PrintWriter out;
    private final PrintWriter err;

    ReembedEstimate(Reembedding reembedding, PrintWriter out, PrintWriter err) {
        this.reembedding = reembedding;
        this.out = out;
        this.err = err;
    }

    int print(ReembedOptions options) {
        err.printf("looking at %d photos%n", SAMPLE);
        Estimate estimate = reembedding.estimate(SAMPLE);
        OptionalDouble rate = limited(estimate.photosPerSecond(), options.rate());
        if (options.json()) {
            out.println(json(estimate, rate).toPrettyString());
        } else {
            text(estimate, rate);
        }
        return 0;
    }

    private static OptionalDouble limited(OptionalDouble measured, OptionalDouble limit) {
        return measured.isPresent()
                ? OptionalDouble.of(Math.min(measured.getAsDouble(), limit.orElse(Double.POSITIVE_INFINITY)))
                : measured;
    }

    private void text(Estimate estimate, OptionalDouble rate) {
        out.printf(
                Locale.ROOT,
                "%,d photos to look at with model %s, whose embeddings will take about %,.0f MB%n",
                estimate.photos(),
                reembedding.model().name(),
                estimate.embeddingBytes() / MEGABYTE);
        rate.ifPresent(photos -> out.printf(
                Locale.ROOT,
                "%.1f photos/s, as %d of them went: %s with one process like this%n",
                photos,
                estimate.sampled(),
                RetagProgress.time(Math.round(estimate.photos() / photos))));
        estimate.failures()
                .forEach((code, photos) ->
                        out.printf(Locale.ROOT, "%d of %d failed: %s%n", photos, estimate.sampled(), code));
    }

    private ObjectNode json(Estimate estimate, OptionalDouble rate) {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("model", reembedding.model().name())
                .put("modelDigest", reembedding.model().digest())
                .put("photos", estimate.photos())
                .put("embeddingBytes", estimate.embeddingBytes())
                .put("sampled", estimate.sampled());
        rate.ifPresent(
                photos -> node.put("photosPerSecond", photos).put("seconds", Math.round(estimate.photos() / photos)));
        ObjectNode failures = node.putObject("failures");
        estimate.failures().forEach(failures::put);
        return node;
    }
}
