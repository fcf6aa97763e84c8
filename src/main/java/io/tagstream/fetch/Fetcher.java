package io.tagstream.fetch;

import io.tagstream.failure.Failure;
import java.net.URI;

/** Brings a photo's bytes. Blocks; meant for virtual threads, and safe for many at once. */
@FunctionalInterface
public interface Fetcher {

    /**
     * Brings the photo whole or fails; nothing is retried here.
     *
     * @throws Failure with a {@code SOURCE_…} code; its message names the source without user info, query or fragment
     */
    PhotoContent fetch(URI source);
}
