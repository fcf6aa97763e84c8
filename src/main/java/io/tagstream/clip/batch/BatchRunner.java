package io.tagstream.clip.batch;

import java.util.List;

/** What runs batches on one device. Called by one thread only, which is its own. */
public interface BatchRunner<I, O> {

    /** What it runs on, for people: {@code cuda:0}. */
    String device();

    /** One output for each item, in their order. */
    List<O> run(List<I> batch);

    /** What a failure of {@link #run} means. */
    default Trouble troubleOf(RuntimeException failure) {
        return Trouble.ITEM;
    }

    /** Called after {@link Trouble#TOO_LARGE}: gives back what is held for later use. */
    default void releaseMemory() {}

    /**
     * Batches to run before the first real one, the smallest first; what they give is dropped.
     *
     * @param largest items of the largest batch that will come
     */
    default List<List<I>> warmUps(int largest) {
        return List.of();
    }
}
