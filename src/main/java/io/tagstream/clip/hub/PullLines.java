package io.tagstream.clip.hub;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Tells of a download in lines, for logs and pipes: each file when it is there, and a large one now and then before. */
public final class PullLines implements PullObserver {

    /** Often enough to see that it goes on, seldom enough for a log. */
    private static final Duration EVERY = Duration.ofSeconds(10);

    private static final int STEPS = 10;

    private final Consumer<String> lines;
    private final LongSupplier nanos;
    private Optional<TransferSpeed> speed = Optional.empty();
    private long lastLine;
    private long lastStep;

    /**
     * Tells somebody.
     *
     * @param lines who hears each line
     * @param nanos a clock as {@link System#nanoTime}
     */
    public PullLines(Consumer<String> lines, LongSupplier nanos) {
        this.lines = lines;
        this.nanos = nanos;
    }

    @Override
    public void note(String sentence) {
        lines.accept(sentence);
    }

    @Override
    public void begins(HubFile file, long present) {
        lastLine = nanos.getAsLong();
        lastStep = step(file, present);
        speed = Optional.of(new TransferSpeed(file, present, lastLine));
        if (present > 0) {
            lines.accept("%s: going on after %s".formatted(file.path(), ByteCount.text(present)));
        }
    }

    @Override
    public void reached(HubFile file, long done) {
        long now = nanos.getAsLong();
        boolean milestone = step(file, done) > lastStep
                && now - lastLine > Duration.ofSeconds(1).toNanos();
        if (done < file.size() && (milestone || now - lastLine > EVERY.toNanos())) {
            speed.ifPresent(transfer -> lines.accept("%s: %s".formatted(file.path(), transfer.at(done, now))));
            lastLine = now;
            lastStep = step(file, done);
        }
    }

    @Override
    public void ends(HubFile file) {
        lines.accept("%s: %s, as the hub has it".formatted(file.path(), ByteCount.text(file.size())));
    }

    private static long step(HubFile file, long done) {
        return file.size() == 0 ? 0 : STEPS * done / file.size();
    }
}
