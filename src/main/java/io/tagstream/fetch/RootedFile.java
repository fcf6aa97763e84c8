package io.tagstream.fetch;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/** A file that was opened from its root downwards, one name at a time, and none of them through a link. */
record RootedFile(SeekableByteChannel channel) implements Closeable {

    private static final Set<OpenOption> OPTIONS = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

    /**
     * Opens a file.
     *
     * @param relative to the root, without {@code ..}
     * @throws IOException also if a name on the way is a link
     */
    static RootedFile open(Path root, Path relative) throws IOException {
        try (DirectoryStream<Path> directory = Files.newDirectoryStream(root)) {
            // Where directories cannot be opened relative to each other (not on Linux), only the last name is watched.
            return new RootedFile(
                    directory instanceof SecureDirectoryStream<Path> secure
                            ? open(secure, relative)
                            : Files.newByteChannel(root.resolve(relative), OPTIONS));
        }
    }

    private static SeekableByteChannel open(SecureDirectoryStream<Path> directory, Path relative) throws IOException {
        if (relative.getNameCount() == 1) {
            return directory.newByteChannel(relative, OPTIONS);
        }
        Path first = relative.getName(0);
        try (SecureDirectoryStream<Path> next = directory.newDirectoryStream(first, LinkOption.NOFOLLOW_LINKS)) {
            return open(next, relative.subpath(1, relative.getNameCount()));
        }
    }

    long size() throws IOException {
        return channel.size();
    }

    InputStream stream() {
        return Channels.newInputStream(channel);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
