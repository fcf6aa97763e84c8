package io.tagstream.clip;

import java.util.List;

/**
 * How a model is run.
 *
 * @param name for people: {@code openai/clip-vit-large-patch14}
 * @param device {@code auto} (the first GPU, else the processor), {@code cpu}, {@code gpu}, {@code gpu1}, …
 * @param intraOpThreads threads that one operation is spread over on the processor; 0 leaves it to libtorch, which
 *     takes the cores. One number for the whole process
 * @param warmUpBatchSizes batches that are run once while loading, since the first of each size is slow
 */
public record ClipOptions(String name, String device, int intraOpThreads, List<Integer> warmUpBatchSizes) {

    public static final String AUTO = "auto";

    public ClipOptions {
        if (name.isBlank() || !device.matches("auto|cpu|gpu[0-9]*")) {
            throw new IllegalArgumentException("no name and device of a model: '%s', '%s'".formatted(name, device));
        }
        if (intraOpThreads < 0 || warmUpBatchSizes.stream().anyMatch(size -> size < 1)) {
            throw new IllegalArgumentException(
                    "%d threads and warm-up batches of %s make no sense".formatted(intraOpThreads, warmUpBatchSizes));
        }
        warmUpBatchSizes = List.copyOf(warmUpBatchSizes);
    }
}
