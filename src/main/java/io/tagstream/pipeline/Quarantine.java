package io.tagstream.pipeline;

import static java.lang.System.Logger.Level.WARNING;

import io.tagstream.catalog.Suspects;
import io.tagstream.catalog.Suspects.Standing;
import io.tagstream.catalog.Suspicion;
import io.tagstream.failure.Dependency;
import io.tagstream.failure.Failure;
import io.tagstream.failure.FailureCode;
import io.tagstream.failure.Interrupted;
import io.tagstream.failure.Retrier;
import io.tagstream.photo.ContentHash;
import io.tagstream.photo.PhotoId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Keeps one photo that crashes native code from taking the worker down for ever. Every photo that was being decoded when a process
 * died is suspected, and tried once more with nothing else in native code; one that the process dies of even then is convicted and
 * never decoded again. A photo that nobody suspects costs some stores to memory and no question to the database (docs/adr/0016).
 */
public final class Quarantine implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Quarantine.class.getName());

    private final Optional<DecodeJournal> journal;
    private final Suspects suspects;
    private final Workers workers;
    private final Retrier retrier;
    private final ConcurrentMap<ContentHash, Standing> standings = new ConcurrentHashMap<>();
    private final Queue<ContentHash> acquitted = new ConcurrentLinkedQueue<>();

    /** Shared by all who are in native code, held alone by a suspect; fair, or a busy worker would never get to one. */
    private final ReadWriteLock nativeCode = new ReentrantReadWriteLock(true);

    private final Lock refreshing = new ReentrantLock();
    private volatile boolean outdated;

    /** @param journal absent where none can be written: then only what other workers found out is known */
    public Quarantine(Optional<DecodeJournal> journal, Suspects suspects, Workers workers, Retrier retrier) {
        this.journal = journal;
        this.suspects = suspects;
        this.workers = workers;
        this.retrier = retrier;
    }

    /**
     * Tells the other workers what this one's predecessor died of. To be called before this worker asks for photos, and soon after
     * the process starts: until then, another worker that got the same photos does not know.
     *
     * @param worker which machine this is
     */
    public void open(String worker) {
        List<Suspicion> leftBehind = journal.map(DecodeJournal::leftBehind).orElse(List.of());
        if (!leftBehind.isEmpty()) {
            LOG.log(WARNING, () -> "the process before this one died while it decoded " + described(leftBehind));
            inDatabase(() -> suspects.accuse(leftBehind, worker));
        }
        journal.ifPresent(Quarantine::begin);
        outdated = true;
        refresh();
    }

    private static String described(List<Suspicion> suspicions) {
        return suspicions.stream()
                .map(suspicion -> suspicion.photo()
                        + (suspicion.alone()
                                ? ", alone: it is rejected from now on"
                                : ", beside others: it is tried once more, alone"))
                .collect(Collectors.joining("; "));
    }

    private static void begin(DecodeJournal journal) {
        try {
            journal.begin();
        } catch (IOException e) {
            throw new Failure(FailureCode.INTERNAL_ERROR, "the decode journal cannot be written: " + e, e);
        }
    }

    /** Partitions moved, perhaps because a worker crashed: before the next batch, the suspects are read again. */
    public void expire() {
        outdated = true;
    }

    /** Knows all suspects when it returns; asks the database only after {@link #expire}. */
    void refresh() {
        if (!outdated) {
            return;
        }
        refreshing.lock();
        try {
            if (outdated) {
                outdated = false; // first, so that a rebalance in the meantime is not missed
                Map<ContentHash, Standing> current = retrier.call(Dependency.DATABASE, Retrier.FOREVER, suspects::load);
                standings.keySet().retainAll(current.keySet());
                standings.putAll(current);
            }
        } finally {
            refreshing.unlock();
        }
    }

    /**
     * Decodes a photo on a decoding thread, beside others or, if it is suspected, alone.
     *
     * @throws Failure IMAGE_CRASHES_DECODER for content that is known to
     */
    public <T> T decode(PhotoId photo, ContentHash content, Supplier<T> work) {
        Standing standing = standings.get(content);
        if (standing == null) {
            Suspicion entry = new Suspicion(photo, content, false);
            return holding(nativeCode.readLock(), () -> workers.decode(() -> journalled(entry, work)));
        }
        return switch (standing) {
            case CONVICTED ->
                throw new Failure(
                        FailureCode.IMAGE_CRASHES_DECODER,
                        "a worker's process died while it decoded these bytes, and again when nothing else was at work");
            case SUSPECTED -> {
                Suspicion entry = new Suspicion(photo, content, true);
                yield holding(
                        nativeCode.writeLock(),
                        () -> workers.decode(() -> {
                            try {
                                return journalled(entry, work);
                            } finally {
                                survived(content);
                            }
                        }));
            }
        };
    }

    /** Does other work in native code, such as waiting for the model, while no suspect is tried. */
    public <T> T besideOthers(Supplier<T> work) {
        return holding(nativeCode.readLock(), work);
    }

    private <T> T journalled(Suspicion entry, Supplier<T> work) {
        return journal.map(file -> file.during(entry, work)).orElseGet(work);
    }

    private void survived(ContentHash content) {
        standings.remove(content);
        acquitted.add(content);
    }

    /** Clears those of suspicion that were tried alone since the last call and did no harm. */
    void settle() {
        List<ContentHash> contents = new ArrayList<>();
        for (ContentHash next = acquitted.poll(); next != null; next = acquitted.poll()) {
            contents.add(next);
        }
        if (!contents.isEmpty()) {
            inDatabase(() -> suspects.acquit(contents));
        }
    }

    /** How many contents are suspected or convicted, as far as this worker knows. */
    public int size() {
        return standings.size();
    }

    /** The worker is being stopped; what happens to it from here on is nobody's crash. */
    public void stopping() {
        journal.ifPresent(DecodeJournal::stopping);
    }

    @Override
    public void close() {
        journal.ifPresent(DecodeJournal::close);
    }

    private void inDatabase(Runnable work) {
        retrier.call(Dependency.DATABASE, Retrier.FOREVER, () -> {
            work.run();
            return true;
        });
    }

    /** Taken on the photo's own thread, so that no decoding thread ever waits for it. */
    private static <T> T holding(Lock lock, Supplier<T> work) {
        try {
            lock.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Interrupted(e);
        }
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
