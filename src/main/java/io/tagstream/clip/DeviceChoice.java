package io.tagstream.clip;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What somebody wants a model to run on.
 *
 * <p>{@code auto} is every GPU there is, or the processor where there is none; {@code cpu} the processor; {@code cuda} every GPU;
 * {@code cuda:0,2} these GPUs, by the numbers that CUDA gives them.
 */
public final class DeviceChoice {

    /** Every GPU there is, or the processor. */
    public static final DeviceChoice AUTO = new DeviceChoice(Kind.AUTO, List.of());

    /** The processor. */
    public static final DeviceChoice CPU = new DeviceChoice(Kind.CPU, List.of());

    private static final Pattern NUMBERED = Pattern.compile("cuda:([0-9]{1,3}(?:,[0-9]{1,3})*)");

    private enum Kind {
        AUTO,
        CPU,
        EVERY_GPU,
        THESE_GPUS
    }

    private final Kind kind;
    private final List<Integer> indexes;

    private DeviceChoice(Kind kind, List<Integer> indexes) {
        this.kind = kind;
        this.indexes = indexes;
    }

    /**
     * Reads a choice; upper case and blanks do not matter.
     *
     * @throws IllegalArgumentException where it is none
     */
    public static DeviceChoice parse(String text) {
        String choice = text.toLowerCase(Locale.ROOT).replaceAll("\\s", "");
        return switch (choice) {
            case "auto" -> AUTO;
            case "cpu" -> CPU;
            case "cuda" -> new DeviceChoice(Kind.EVERY_GPU, List.of());
            default -> numbered(choice, text);
        };
    }

    private static DeviceChoice numbered(String choice, String text) {
        var matcher = NUMBERED.matcher(choice);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'%s' is no device: auto, cpu, cuda, or cuda:0,1".formatted(text));
        }
        List<Integer> indexes = Pattern.compile(",")
                .splitAsStream(matcher.group(1))
                .map(Integer::valueOf)
                .toList();
        if (indexes.stream().distinct().count() < indexes.size()) {
            throw new IllegalArgumentException("'%s' names a GPU twice".formatted(text));
        }
        return new DeviceChoice(Kind.THESE_GPUS, indexes);
    }

    /**
     * The devices that this is on a machine.
     *
     * @param gpus how many GPUs libtorch can use
     * @return one at least
     * @throws DeviceMissingException where one of them is not there
     */
    List<ClipDevice> devices(int gpus) {
        return switch (kind) {
            case CPU -> List.of(ClipDevice.CPU);
            case AUTO -> gpus == 0 ? List.of(ClipDevice.CPU) : all(gpus);
            case EVERY_GPU -> {
                requireGpus(gpus > 0, gpus);
                yield all(gpus);
            }
            case THESE_GPUS -> {
                requireGpus(indexes.stream().allMatch(index -> index < gpus), gpus);
                yield indexes.stream().map(ClipDevice::gpu).toList();
            }
        };
    }

    private void requireGpus(boolean there, int gpus) {
        if (!there) {
            List<ClipDevice> known = new ArrayList<>(all(gpus));
            known.add(ClipDevice.CPU);
            throw new DeviceMissingException(this, known);
        }
    }

    private static List<ClipDevice> all(int gpus) {
        return IntStream.range(0, gpus).mapToObj(ClipDevice::gpu).toList();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DeviceChoice that && kind == that.kind && indexes.equals(that.indexes);
    }

    @Override
    public int hashCode() {
        return 31 * kind.hashCode() + indexes.hashCode();
    }

    @Override
    public String toString() {
        return switch (kind) {
            case AUTO -> "auto";
            case CPU -> "cpu";
            case EVERY_GPU -> "cuda";
            case THESE_GPUS -> "cuda:" + indexes.stream().map(String::valueOf).collect(Collectors.joining(","));
        };
    }
}
