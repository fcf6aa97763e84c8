package io.tagstream.clip.hub;

import java.util.List;

/**
 * What it takes to have a model here.
 *
 * @param commit that the revision stands for now
 * @param steps a step for each file, in the order in which they are fetched
 */
public record PullPlan(ModelName name, String commit, List<Step> steps) {

    public PullPlan {
        steps = List.copyOf(steps);
    }

    /**
     * A file that is needed.
     *
     * @param present whether the cache has it already
     */
    public record Step(HubFile file, boolean present) {}

    public long bytes() {
        return steps.stream().mapToLong(step -> step.file().size()).sum();
    }

    public long bytesToFetch() {
        return steps.stream()
                .filter(step -> !step.present())
                .mapToLong(step -> step.file().size())
                .sum();
    }
}
