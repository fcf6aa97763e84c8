package io.tagstream.clip;

import java.util.List;
import java.util.stream.Collectors;

/** A device was asked for that is not there; the message names those that are. */
public final class DeviceMissingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DeviceMissingException(DeviceChoice wanted, List<ClipDevice> known) {
        super(
                "the device %s is not there; there %s %s. A GPU takes its driver and libtorch 2.7.1 for CUDA, named by"
                                .formatted(
                                        wanted,
                                        known.size() == 1 ? "is" : "are",
                                        known.stream().map(ClipDevice::label).collect(Collectors.joining(", ")))
                        + " PYTORCH_LIBRARY_PATH, PYTORCH_VERSION and PYTORCH_FLAVOR; what comes with Tagstream is for processors");
    }
}
