package io.tagstream.clip.hub;

/**
 * A model that cannot be had as things are. Trying again at once is no use; the message is for whoever asked for the model, and
 * says what to do.
 */
public sealed class HubException extends RuntimeException permits UnreachableException {

    private static final long serialVersionUID = 1;

    public HubException(String message) {
        super(message);
    }

    public HubException(String message, Throwable cause) {
        super(message, cause);
    }
}
