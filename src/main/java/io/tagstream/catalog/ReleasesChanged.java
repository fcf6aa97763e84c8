package io.tagstream.catalog;

/** Outcomes were tagged for releases that are not the live ones any more: to be tagged again, which takes their embeddings only. */
public final class ReleasesChanged extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ReleasesChanged() {
        super("other releases are live now", null, false, false);
    }
}
