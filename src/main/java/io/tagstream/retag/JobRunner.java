package io.tagstream.retag;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import io.tagstream.catalog.ReleaseStore;
import io.tagstream.catalog.Transactions;
import io.tagstream.failure.Disposition;
import io.tagstream.failure.Failure;
import io.tagstream.failure.Interrupted;
import io.tagstream.retag.ChunkWork.Result;
import io.tagstream.retag.Job.Chunk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/**
 * Takes chunks of whatever jobs there are, does them, and ends jobs that have none left. Any number of runners, in any number of
 * processes, share the jobs; each may die at any moment, and its chunk is free again when its connection ends.
 */
public final class JobRunner implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(JobRunner.class.getName());

    /** For the chunk in hand, at the end. */
    private static final Duration END_PATIENCE = Duration.ofSeconds(10);

    private final DataSource dataSource;
    private final JobEnd jobEnd;
    private final Map<JobKind, ChunkWork> works = new EnumMap<>(JobKind.class);
    private final RetagObserver observer;
    private final Duration pollInterval;
    private final List<Thread> threads = new ArrayList<>();
    private final CountDownLatch closing = new CountDownLatch(1);

    /**
     * Does nothing until {@link #start}.
     *
     * @param works what this process can do; jobs of other kinds are left to others
     * @param threads chunks at a time
     * @param pollInterval how soon a job that somebody else started is noticed
     */
    public JobRunner(
            DataSource dataSource, List<ChunkWork> works, RetagObserver observer, int threads, Duration pollInterval) {
        this.dataSource = dataSource;
        this.jobEnd = new JobEnd(new ReleaseStore(dataSource));
        works.forEach(work -> this.works.put(work.kind(), work));
        this.observer = observer;
        this.pollInterval = pollInterval;
        for (int i = 0; i < threads; i++) {
            Thread thread = Thread.ofPlatform()
                    .name("retag-" + i)
                    .daemon()
                    .priority(Thread.MIN_PRIORITY)
                    .unstarted(this::run);
            this.threads.add(thread);
        }
    }

    public void start() {
        threads.forEach(Thread::start);
    }

    private void run() {
        boolean troubled = false;
        while (!isClosing()) {
            Duration pause;
            try {
                pause = step();
                troubled = false;
            } catch (Failure away) {
                if (!troubled) {
                    LOG.log(WARNING, () -> "jobs wait, and will be tried again: " + away.detail());
                }
                troubled = true;
                pause = pollInterval;
            } catch (Interrupted shutdown) {
                LOG.log(INFO, "a chunk was interrupted by the shutdown; somebody else will do it");
                return;
            } catch (RuntimeException defect) {
                LOG.log(ERROR, "a defect in Tagstream, met by a job; it will be tried again", defect);
                pause = pollInterval;
            }
            pause(pause);
        }
    }

    /**
     * Does one chunk of the job that comes first, or ends a job that has none left.
     *
     * @return zero if there may be more to do at once, else how long to wait before the next step
     * @throws Failure if the database is away
     */
    public Duration step() {
        Duration pause = pollInterval;
        for (Job job : jobs()) {
            ChunkWork work = works.get(job.kind());
            if (work != null) {
                Duration wait = step(job, work);
                if (wait.isZero()) {
                    return Duration.ZERO;
                }
                pause = wait.compareTo(pause) < 0 ? wait : pause;
            }
        }
        return pause;
    }

    private List<Job> jobs() {
        return Transactions.ask(dataSource, JobTable::open).stream()
                .filter(job -> job.state() == JobState.RUNNING)
                .sorted(Comparator.comparing(Job::kind).thenComparing(Job::number))
                .toList();
    }

    private Duration step(Job job, ChunkWork work) {
        if (!Transactions.call(dataSource, connection -> JobTable.hasChunksToDo(connection, job.number()))) {
            return end(job, work) ? Duration.ZERO : pollInterval;
        }
        if (!Transactions.ask(dataSource, work::isDue)) {
            return pollInterval;
        }
        int turn = job.kind().chunkPhotos(job.photosPerSecond().orElse(Double.POSITIVE_INFINITY));
        if (job.photosPerSecond().isPresent()
                && !Transactions.call(dataSource, connection -> JobTable.takeTurn(connection, job, turn))) {
            return Transactions.call(dataSource, connection -> JobTable.untilTurn(connection, job))
                    .plusMillis(1);
        }
        Optional<Result> result = chunk(job, work);
        if (job.photosPerSecond().isPresent()) {
            int unused = turn - result.map(Result::photos).orElse(0);
            Transactions.call(dataSource, connection -> {
                JobTable.giveBack(connection, job, unused);
                return unused;
            });
        }
        return result.isPresent() ? Duration.ZERO : pollInterval;
    }

    /** @return empty if all chunks are in somebody's hands, or the job is over */
    private Optional<Result> chunk(Job job, ChunkWork work) {
        long start = System.nanoTime();
        try {
            Optional<Result> result = Transactions.call(dataSource, connection -> {
                Optional<Chunk> chunk = JobTable.take(connection, job.number());
                if (chunk.isEmpty()) {
                    return Optional.empty();
                }
                Optional<Result> done = work.work(connection, job, chunk.get());
                if (done.isPresent()) {
                    JobTable.markDone(connection, chunk.get(), done.get());
                }
                return done;
            });
            result.ifPresent(done -> observer.chunkDone(job.kind(), done, System.nanoTime() - start));
            return result;
        } catch (Failure failure) {
            if (failure.code().disposition() == Disposition.RETRY) {
                throw failure;
            }
            fail(job, failure.code() + ": " + failure.detail(), failure);
        } catch (Interrupted shutdown) {
            throw shutdown;
        } catch (RuntimeException defect) {
            fail(job, "a defect in Tagstream: " + defect, defect);
        }
        return Optional.empty();
    }

    /** So that nobody repeats for ever what does not work; somebody who has mended it resumes the job. */
    private void fail(Job job, String detail, RuntimeException cause) {
        LOG.log(ERROR, () -> "job " + job.number() + " failed", cause);
        Transactions.call(dataSource, connection -> {
            JobTable.fail(connection, job.number(), detail);
            return job;
        });
    }

    /** @return false if it is not over, or must not end yet */
    private boolean end(Job job, ChunkWork work) {
        boolean ended = Transactions.call(dataSource, connection -> work.isOver(connection, job))
                && Transactions.call(dataSource, connection -> jobEnd.of(connection, job, work));
        if (ended) {
            LOG.log(INFO, () -> "job %d (%s) is done"
                    .formatted(job.number(), job.kind().column()));
            observer.jobDone(job.kind());
        }
        return ended;
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    private void pause(Duration time) {
        try {
            if (!time.isZero() && closing.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.log(INFO, "no more chunks are taken");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closing.countDown();
        }
    }

    /** Completes what is in hand, and takes no more. */
    @Override
    public void close() {
        closing.countDown();
        long end = System.nanoTime() + END_PATIENCE.toNanos();
        try {
            for (Thread thread : threads) {
                if (thread.getState() != Thread.State.NEW) {
                    thread.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
