package io.tagstream.clip.hub;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One download of a blob at a time: among threads by a lock of Java's, among processes by one on a file. It only spares the second
 * download. Where a file system does not keep such locks, and against tools that lock in another way, what protects the cache is
 * that a blob is checked as it is on disk and gets its name in one step.
 */
final class BlobLock implements AutoCloseable {

    /** The system gives up a process's lock when any channel on the file is closed, so a process opens one only. */
    private static final Map<Path, ReentrantLock> WITHIN = new ConcurrentHashMap<>();

    private final ReentrantLock within;
    private final FileChannel channel;

    private BlobLock(ReentrantLock within, FileChannel channel) {
        this.within = within;
        this.channel = channel;
    }

    /**
     * Waits for the lock.
     *
     * @param onWait called once if somebody else has it
     */
    static BlobLock acquire(Path file, Runnable onWait) throws IOException {
        Path path = file.toAbsolutePath().normalize();
        ReentrantLock within = WITHIN.computeIfAbsent(path, _ -> new ReentrantLock());
        if (!within.tryLock()) {
            onWait.run();
            within.lock();
        }
        try {
            Files.createDirectories(path.getParent());
            FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            lock(channel, onWait);
            return new BlobLock(within, channel);
        } catch (IOException | RuntimeException e) {
            within.unlock();
            throw e;
        }
    }

    /** A file system that cannot lock is no reason not to fetch. */
    private static void lock(FileChannel channel, Runnable onWait) {
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                onWait.run();
                channel.lock();
            }
        } catch (IOException e) {
            System.getLogger(BlobLock.class.getName()).log(System.Logger.Level.DEBUG, "no lock", e);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            within.unlock();
        }
    }
}
