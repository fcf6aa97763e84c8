package io.tagstream.album;

/** Albums cannot be made as they were asked for; the message begins with the field that is to blame. */
public final class NoAlbums extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public NoAlbums(String field, String message) {
        super(field + " " + message);
    }

    public String detail() {
        return String.valueOf(getMessage());
    }
}
