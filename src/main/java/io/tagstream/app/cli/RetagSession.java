package io.tagstream.app.cli;

import io.agroal.api.AgroalDataSource;
import io.tagstream.catalog.ReleaseLoader;
import io.tagstream.catalog.ReleaseStore;
import io.tagstream.retag.JobKind;
import io.tagstream.retag.JobProgress;
import io.tagstream.retag.JobRunner;
import io.tagstream.retag.JobState;
import io.tagstream.retag.RetagJobs;
import io.tagstream.retag.RetagObserver;
import io.tagstream.retag.ScoreWork;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** Works on a job and shows how far it is, until it is done or somebody presses Ctrl-C, which leaves it to others. */
final class RetagSession {

    private static final Duration LOOK = Duration.ofMillis(250);

    /** Announcing is for workers, which publish, too. */
    private static final Duration PATIENCE_WITH_WORKERS = Duration.ofSeconds(5);

    private final CommandSpec spec;
    private final AgroalDataSource catalog;
    private final RetagJobs jobs;
    private final RetagWorkOptions work;

    RetagSession(CommandSpec spec, AgroalDataSource catalog, RetagWorkOptions work) {
        this.spec = spec;
        this.catalog = catalog;
        this.jobs = new RetagJobs(catalog);
        this.work = work;
    }

    /** Gives the exit status. */
    int follow(int job) {
        Thread leaving = new Thread(() -> tellOfLeaving(job), "leave the job to others");
        Runtime.getRuntime().addShutdownHook(leaving);
        JobProgress end;
        try (JobRunner runner = runner()) {
            runner.start();
            end = watch(job);
        }
        Runtime.getRuntime().removeShutdownHook(leaving);
        return end.state() == JobState.DONE ? done(end) : stopped(end);
    }

    private JobRunner runner() {
        ReleaseLoader loader = new ReleaseLoader(catalog);
        return new JobRunner(
                catalog,
                List.of(new ScoreWork(new ReleaseStore(catalog), loader)),
                RetagObserver.NONE,
                work.threads(),
                LOOK);
    }

    private JobProgress watch(int job) {
        RetagProgress shown = new RetagProgress(err(), Terminal.isStandardError(), System::nanoTime);
        JobProgress progress = jobs.progress(job);
        while (progress.state() == JobState.RUNNING) {
            shown.show(progress);
            pause();
            progress = jobs.progress(job);
        }
        shown.end(progress);
        return progress;
    }

    private int done(JobProgress job) {
        err().printf(
                        Locale.ROOT,
                        "release %.12s is complete: %,d photos, %,d of them with other tags than before%n",
                        job.release(),
                        job.photosDone(),
                        job.photosChanged());
        if (job.cutOver()) {
            return inForce();
        }
        err().printf("It is not in force: tagstream retag cut-over %.12s%n", job.release());
        print(job);
        return 0;
    }

    /** After a cut-over: what changed is announced by workers, which are watched for a while. */
    int inForce() {
        Optional<JobProgress> announcing = jobs.latest(10).stream()
                .filter(job -> job.kind() == JobKind.ANNOUNCE)
                .findFirst();
        String release = announcing.map(JobProgress::release).orElse("");
        err().printf("release %.12s is in force; tagstream retag back puts the one before in force again%n", release);
        announcing.filter(job -> !job.state().hasEnded()).ifPresent(this::watchAnnouncement);
        announcing.ifPresent(job -> print(jobs.progress(job.number())));
        return 0;
    }

    private void watchAnnouncement(JobProgress first) {
        RetagProgress shown = new RetagProgress(err(), Terminal.isStandardError(), System::nanoTime);
        JobProgress progress = first;
        long lastProgress = System.nanoTime();
        while (progress.state() == JobState.RUNNING
                && System.nanoTime() - lastProgress < PATIENCE_WITH_WORKERS.toNanos()) {
            shown.show(progress);
            pause();
            JobProgress next = jobs.progress(first.number());
            lastProgress = next.chunksDone() > progress.chunksDone() ? System.nanoTime() : lastProgress;
            progress = next;
        }
        shown.end(progress);
        if (progress.state() != JobState.DONE) {
            err().println(
                            "Photos whose tags changed are announced by workers as soon as one runs and the outbox has room.");
        }
    }

    private int stopped(JobProgress job) {
        switch (job.state()) {
            case FAILED ->
                err().printf("job %d failed: %s%n", job.number(), job.detail().orElse("nobody said why"));
            case PAUSED -> err().printf("job %d was paused: tagstream retag resume%n", job.number());
            case CANCELLED -> err().printf("job %d was cancelled%n", job.number());
            case RUNNING, DONE -> throw new IllegalStateException("not stopped: " + job.state());
        }
        print(job);
        return 1;
    }

    private void tellOfLeaving(int job) {
        err().printf("""

                job %d goes on in the workers, if there are any. To go on with it here: tagstream retag resume
                To stop it: tagstream retag pause, or cancel
                """, job);
        err().flush();
    }

    private void print(JobProgress job) {
        if (work.json()) {
            spec.commandLine().getOut().println(RetagJson.of(job).toPrettyString());
            spec.commandLine().getOut().flush();
        }
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserError("interrupted", e);
        }
    }
}
