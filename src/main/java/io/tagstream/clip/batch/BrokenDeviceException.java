package io.tagstream.clip.batch;

/** A device is broken: nothing that is handed to it from now on can succeed. */
public final class BrokenDeviceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String device;

    BrokenDeviceException(String device, RuntimeException cause) {
        super(device + ": " + cause.getMessage(), cause);
        this.device = device;
    }

    /** As its runner calls it. */
    public String device() {
        return device;
    }
}
