package io.tagstream.clip;

/**
 * One thing that a model runs on: the processor, or a GPU.
 *
 * @param label as libtorch writes it: {@code cpu}, {@code cuda:1}
 */
public record ClipDevice(String label) {

    /** All processors of the machine. */
    public static final ClipDevice CPU = new ClipDevice("cpu");

    private static final String GPU = "cuda:";

    public ClipDevice {
        if (!label.matches("cpu|cuda:[0-9]{1,3}")) {
            throw new IllegalArgumentException("no device: '%s'".formatted(label));
        }
    }

    /** The GPU that CUDA gives this number, from 0. */
    public static ClipDevice gpu(int index) {
        return new ClipDevice(GPU + index);
    }

    public boolean isGpu() {
        return label.startsWith(GPU);
    }

    /** A GPU's number; 0 for the processor. */
    int index() {
        return isGpu() ? Integer.parseInt(label.substring(GPU.length())) : 0;
    }

    @Override
    public String toString() {
        return label;
    }
}
