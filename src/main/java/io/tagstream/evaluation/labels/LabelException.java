package io.tagstream.evaluation.labels;

/** Labels of which nothing can be read; the message names the file, and the line where there is one. */
public final class LabelException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LabelException(String message) {
        super(message);
    }

    LabelException(String message, Throwable cause) {
        super(message, cause);
    }
}
