package io.tagstream.app.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.ShutdownEvent;
import io.tagstream.failure.Failure;
import io.tagstream.retag.EmbedJobs.Begun;
import io.tagstream.retag.EmbedWork;
import io.tagstream.retag.JobProgress;
import io.tagstream.retag.JobRunner;
import io.tagstream.retag.JobState;
import io.tagstream.retag.Reembedding;
import io.tagstream.retag.Refused;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Map;

/** What {@code tagstream reembed} does once the application is up. */
@ApplicationScoped
@Unremovable
class ReembedRun implements QuarkusApplication {

    private static final long LOOK_MILLIS = 250;

    private final Reembedding reembedding;
    private final EmbedWork work;
    private final JobRunner runner;
    private final PrintWriter out = new PrintWriter(System.out, true, Charset.defaultCharset());
    private final PrintWriter err = new PrintWriter(System.err, true, Charset.defaultCharset());
    private volatile boolean watching;
    private volatile boolean stopping;

    ReembedRun(Reembedding reembedding) {
        this.reembedding = reembedding;
        this.work = reembedding.work();
        this.runner = reembedding.runner(work);
    }

    @Override
    public int run(String... arguments) {
        ReembedOptions options = ReembedOptions.parse(arguments);
        try {
            return options.dryRun() ? new ReembedEstimate(reembedding, out, err).print(options) : work(options);
        } catch (Refused | UserError | Failure e) {
            err.println(e.getMessage());
            return 1;
        }
    }

    private int work(ReembedOptions options) {
        err.printf(
                "model %s (%.12s), %d dimensions%n",
                reembedding.model().name(),
                reembedding.model().digest(),
                reembedding.model().dimensions());
        Begun begun = reembedding.begin(options.order(reembedding.model().digest()));
        err.printf(
                "job %d %s release %s%n",
                begun.job(),
                begun.goesOn() ? "goes on with" : "makes",
                begun.release().id());
        watching = true;
        runner.start();
        JobProgress end = watch(begun.job());
        watching = false;
        runner.close();
        if (stopping) {
            return 1;
        }
        Map<String, Long> failures = reembedding.failures(begun.release());
        tell(end, failures);
        if (options.json()) {
            ObjectNode node = RetagJson.of(end);
            ObjectNode codes = node.putObject("failures");
            failures.forEach(codes::put);
            out.println(node.toPrettyString());
        }
        return end.state() == JobState.DONE ? 0 : 1;
    }

    private JobProgress watch(int job) {
        RetagProgress shown = new RetagProgress(err, Terminal.isStandardError(), System::nanoTime);
        JobProgress progress = reembedding.progress(job);
        while (progress.state() == JobState.RUNNING && !stopping) {
            shown.show(progress);
            pause();
            progress = stopping ? progress : latest(job, progress);
        }
        shown.end(progress);
        return progress;
    }

    /** A database that is away for a while is waited for. */
    private JobProgress latest(int job, JobProgress known) {
        try {
            return reembedding.progress(job);
        } catch (Failure away) {
            return known;
        }
    }

    private void tell(JobProgress job, Map<String, Long> failures) {
        switch (job.state()) {
            case DONE -> done(job, failures);
            case FAILED ->
                err.printf("job %d failed: %s%n", job.number(), job.detail().orElse("nobody said why"));
            case PAUSED -> err.printf("job %d was paused: tagstream reembed goes on with it%n", job.number());
            case CANCELLED -> err.printf("job %d was cancelled%n", job.number());
            case RUNNING -> throw new IllegalStateException("it runs");
        }
    }

    private void done(JobProgress job, Map<String, Long> failures) {
        err.printf(
                Locale.ROOT,
                "release %.12s is complete: %,d photos were looked at, %,d photos have other tags than before%n",
                job.release(),
                job.photosDone(),
                job.photosChanged());
        failures.forEach((code, photos) -> err.printf(Locale.ROOT, "missing: %,d photos, %s%n", photos, code));
        if (job.cutOver()) {
            err.println("It is in force. Workers with the model before end by themselves: start some with this one,"
                    + " which announce the photos whose tags changed.");
        } else {
            err.println(
                    "It is not in force: tagstream reembed --cut-over looks at what comes in until then, and puts it in"
                            + " force.");
        }
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserError("interrupted", e);
        }
    }

    /** Ctrl-C, or an orchestrator that wants the machine back. */
    void stop(@Observes(notifyObserver = Reception.IF_EXISTS) ShutdownEvent event) {
        boolean unfinished = watching;
        stopping = true;
        work.stop();
        runner.close();
        if (unfinished) {
            err.println();
            err.println("What was done is kept: tagstream reembed goes on with the rest.");
        }
    }
}
