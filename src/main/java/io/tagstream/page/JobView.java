package io.tagstream.page;

import io.tagstream.retag.JobKind;
import io.tagstream.retag.JobProgress;
import io.tagstream.retag.JobState;
import java.time.Duration;
import java.util.Locale;

/**
 * A job as people read it.
 *
 * @param what it does, in words
 * @param percent of it that is done
 * @param done how far it is, in words
 * @param pace how fast it is and how long it will take, in words; empty while nobody knows
 */
public record JobView(
        int number,
        String what,
        String state,
        String release,
        String version,
        String shortVersion,
        String taxonomy,
        int percent,
        String done,
        String pace,
        String limit,
        String author,
        String detail,
        String began,
        String ended,
        boolean canPause,
        boolean canResume,
        boolean canCancel) {

    private static final int DIGITS = 12;

    static JobView of(JobProgress job) {
        return new JobView(
                job.number(),
                what(job.kind()),
                job.state().name().toLowerCase(Locale.ROOT),
                job.release().substring(0, Math.min(DIGITS, job.release().length())),
                job.version(),
                job.version().substring(0, Math.min(DIGITS, job.version().length())),
                job.taxonomy(),
                (int) Math.floor(100 * job.fraction()),
                done(job),
                pace(job),
                job.limit().isPresent()
                        ? "at most %s photos a second"
                                .formatted(rate(job.limit().getAsDouble()))
                        : "",
                job.author().orElse(""),
                job.detail().orElse(""),
                Say.time(job.createdAt()),
                job.finishedAt().map(Say::time).orElse(""),
                job.state() == JobState.RUNNING,
                job.state() == JobState.PAUSED || job.state() == JobState.FAILED,
                makesRelease(job.kind()) && !job.state().hasEnded());
    }

    /** What would have to be shown anew, buttons and all, if it changed. */
    String sign() {
        return number + state;
    }

    public boolean isOpen() {
        return !state.equals("done") && !state.equals("cancelled");
    }

    static boolean makesRelease(JobKind kind) {
        return switch (kind) {
            case SCORE, EMBED -> true;
            case ANNOUNCE, RETIRE -> false;
        };
    }

    private static String what(JobKind kind) {
        return switch (kind) {
            case SCORE -> "Tags photos for a release";
            case EMBED -> "Shows photos to another model";
            case ANNOUNCE -> "Announces what a change of release changed";
            case RETIRE -> "Removes the tags of a retired release";
        };
    }

    private static String done(JobProgress job) {
        String photos = job.photosTotal() > 0
                ? "%s of %s".formatted(Say.number(job.photosDone()), Say.count(job.photosTotal(), "photo"))
                : Say.count(job.photosDone(), "photo");
        String changed = job.kind() == JobKind.ANNOUNCE
                ? "%s announced".formatted(Say.number(job.photosChanged()))
                : "%s with other tags".formatted(Say.number(job.photosChanged()));
        return job.kind() == JobKind.RETIRE ? photos : photos + ", " + changed;
    }

    /** With a digit behind the point where it is small. */
    private static String rate(double perSecond) {
        return perSecond < 10 ? String.format(Locale.ROOT, "%.1f", perSecond) : Say.number(Math.round(perSecond));
    }

    private static String pace(JobProgress job) {
        if (job.photosPerSecond().isEmpty() || job.secondsLeft().isEmpty()) {
            return "";
        }
        return "%s photos a second; %s left"
                .formatted(
                        rate(job.photosPerSecond().getAsDouble()),
                        Say.lasting(Duration.ofSeconds(job.secondsLeft().getAsLong())));
    }
}
