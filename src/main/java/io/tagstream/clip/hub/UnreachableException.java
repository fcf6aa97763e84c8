package io.tagstream.clip.hub;

/** The hub was asked often enough and did not answer: it may have what was asked for, and so may the cache. */
final class UnreachableException extends HubException {

    private static final long serialVersionUID = 1;

    UnreachableException(String message, Throwable cause) {
        super(message, cause);
    }
}
