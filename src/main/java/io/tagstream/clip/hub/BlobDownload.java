package io.tagstream.clip.hub;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One content, from the hub to its place among the cache's blobs. It grows in {@code ETAG.incomplete}, whatever happens; when it
 * has its size it is read back and hashed, and only what has the right hash gets its name.
 */
final class BlobDownload {

    private static final int BUFFER_BYTES = 1 << 17;

    /** So many new bytes make up for earlier failures; fewer, and a connection that breaks at once would be tried for ever. */
    private static final long PROGRESS_BYTES = 1 << 20;

    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d+)-\\d+/(\\d+|\\*)");

    private final HubClient client;
    private final HubCache cache;
    private final Patience patience;
    private final PullObserver observer;

    BlobDownload(HubClient client, HubCache cache, Patience patience, PullObserver observer) {
        this.client = client;
        this.cache = cache;
        this.patience = patience;
        this.observer = observer;
    }

    /**
     * Fetches a content unless it is there, or somebody else fetches it while we wait for him.
     *
     * @throws UnreachableException where the hub does not answer for too long; what has arrived is kept
     * @throws HubException where it is not what the hub says it is, or cannot be written
     */
    void fetch(ModelName name, String commit, HubFile file) throws IOException {
        Path blob = cache.blob(name, file);
        Files.createDirectories(blob.getParent());
        try (BlobLock _ = BlobLock.acquire(
                cache.lock(name, file), () -> observer.note("waiting for another download of " + file.path()))) {
            if (HubCache.isComplete(blob, file)) {
                return;
            }
            new Transfer(name, commit, file, cache.partial(name, file)).run(blob);
        }
    }

    private final class Transfer {

        private final ModelName name;
        private final String commit;
        private final HubFile file;
        private final Path partial;
        private Optional<String> validator = Optional.empty();

        Transfer(ModelName name, String commit, HubFile file, Path partial) {
            this.name = name;
            this.commit = commit;
            this.file = file;
            this.partial = partial;
        }

        void run(Path blob) throws IOException {
            long present = size();
            observer.begins(file, present);
            receive();
            String hash = BlobHash.of(partial, file.etag());
            if (!hash.equals(file.etag()) && present > 0) {
                observer.note(
                        file.path() + ": what an earlier download has left does not fit; fetching all of it again");
                Files.delete(partial);
                receive();
                hash = BlobHash.of(partial, file.etag());
            }
            if (!hash.equals(file.etag())) {
                Files.delete(partial);
                throw new HubException(
                        "%s of %s is not what the hub says it is, and was deleted: its hash is %s, but should be %s"
                                .formatted(file.path(), name, hash, file.etag()));
            }
            Files.move(partial, blob, StandardCopyOption.ATOMIC_MOVE);
            observer.ends(file);
        }

        /** Until all is there. Nobody counts attempts as long as each brings something. */
        private void receive() throws IOException {
            Attempts attempts = client.attempts(file.path());
            if (size() > file.size()) {
                Files.delete(partial);
            }
            try (FileChannel channel = FileChannel.open(partial, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                while (channel.size() < file.size()) {
                    long before = channel.size();
                    try {
                        append(channel);
                    } catch (IOException e) {
                        if (channel.size() - before >= PROGRESS_BYTES) {
                            attempts.progressed();
                        }
                        attempts.pauseAfter(e);
                    }
                }
                channel.force(true);
            } catch (ClosedChannelException e) { // which is what an interrupt does to a channel
                throw Attempts.interrupted(e);
            }
        }

        private void append(FileChannel channel) throws IOException {
            HttpResponse<InputStream> response = client.open(name, commit, file, channel.size(), validator);
            try (InputStream body = response.body();
                    StallGuard guard = new StallGuard(body, patience.stall())) {
                if (!goesOn(response, channel.size())) {
                    channel.truncate(0);
                    observer.reached(file, 0);
                }
                requirePlain(response);
                validator = response.headers().firstValue("ETag").filter(etag -> !etag.startsWith("W/"));
                if (response.statusCode() == 416) {
                    throw new EOFException("the rest of it was refused");
                }
                copy(body, guard, channel);
            }
        }

        /** Whether the answer is the rest of what is here; any other is taken from the beginning. */
        private boolean goesOn(HttpResponse<?> response, long offset) {
            if (response.statusCode() != 206) {
                return offset == 0 && response.statusCode() != 416;
            }
            var range = CONTENT_RANGE.matcher(
                    response.headers().firstValue("Content-Range").orElse(""));
            if (!range.matches() || Long.parseLong(range.group(1)) != offset) {
                throw new HubException("%s: %s answers with a range that was not asked for"
                        .formatted(file.path(), response.uri().getHost()));
            }
            return true;
        }

        private void requirePlain(HttpResponse<?> response) {
            String encoding = response.headers().firstValue("Content-Encoding").orElse("identity");
            if (!encoding.equalsIgnoreCase("identity")) {
                throw new HubException("%s: %s answers with a Content-Encoding (%s) that was not asked for"
                        .formatted(file.path(), response.uri().getHost(), encoding));
            }
        }

        private void copy(InputStream body, StallGuard guard, FileChannel channel) throws IOException {
            byte[] buffer = new byte[BUFFER_BYTES];
            channel.position(channel.size());
            for (int read = read(body, buffer, guard); read >= 0; read = read(body, buffer, guard)) {
                guard.arrived();
                if (channel.position() + read > file.size()) {
                    channel.truncate(0);
                    throw new HubException("%s of %s has more bytes than the %d that the hub lists"
                            .formatted(file.path(), name, file.size()));
                }
                write(channel, ByteBuffer.wrap(buffer, 0, read));
                observer.reached(file, channel.position());
            }
            if (channel.position() < file.size()) {
                throw new EOFException("the connection broke off after " + ByteCount.text(channel.position()));
            }
        }

        private int read(InputStream body, byte[] buffer, StallGuard guard) throws IOException {
            try {
                return body.read(buffer);
            } catch (IOException e) {
                if (guard.stalled()) {
                    throw new IOException(
                            "nothing has come for %d s"
                                    .formatted(patience.stall().toSeconds()),
                            e);
                }
                throw e;
            }
        }

        /** A disk that is full does not get emptier by trying again. */
        private void write(FileChannel channel, ByteBuffer bytes) throws ClosedByInterruptException {
            try {
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            } catch (ClosedByInterruptException e) {
                throw e;
            } catch (IOException e) {
                throw new HubException("%s cannot be written: %s".formatted(partial, e.getMessage()), e);
            }
        }

        private long size() throws IOException {
            return Files.exists(partial) ? Files.size(partial) : 0;
        }
    }
}
