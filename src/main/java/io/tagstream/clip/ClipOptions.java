package io.tagstream.clip;

/**
 * How a model is run.
 *
 * @param name for people: {@code openai/clip-vit-large-patch14}
 * @param device that holds its weights; see {@link ClipModel#devices}
 * @param intraOpThreads threads that one operation is spread over on the processor; 0 leaves it to libtorch, which
 *     takes the cores. One number for the whole process
 */
public record ClipOptions(String name, ClipDevice device, int intraOpThreads) {

    public ClipOptions {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a model has a name");
        }
        if (intraOpThreads < 0) {
            throw new IllegalArgumentException("%d threads make no sense".formatted(intraOpThreads));
        }
    }
}
