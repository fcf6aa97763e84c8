package io.tagstream.fetch;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;

/**
 * What a source has to say to one question.
 *
 * @param body the photo's bytes up to its end
 * @param length of the body as the source says: good to reserve memory and to refuse early, never to trust
 * @param resumable whether the source gives the rest, and of the same photo, if the body breaks off
 * @param connection to close, whatever was read; it may be used again only if the body was read to its end
 */
record Answer(InputStream body, OptionalLong length, boolean resumable, Closeable connection) implements Closeable {

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
