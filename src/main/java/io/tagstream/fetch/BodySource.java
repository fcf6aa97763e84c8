package io.tagstream.fetch;

import java.io.IOException;

/** A photo's bytes at their source; where the source can, from any byte on. */
@FunctionalInterface
interface BodySource {

    /**
     * Asks for the bytes.
     *
     * @param from the first byte wanted: 0, or what was received of an answer that was resumable
     * @throws IOException if nobody answers
     * @throws io.tagstream.failure.Failure for an answer that is none
     */
    Answer open(long from) throws IOException;
}
