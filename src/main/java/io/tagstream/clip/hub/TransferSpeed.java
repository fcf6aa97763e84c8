package io.tagstream.clip.hub;

import java.time.Duration;
import java.util.Locale;

/**
 * How far a file is, in words: {@code 812.3 MB of 1.71 GB, 45.2 MB/s, 20 s left}.
 *
 * @param present bytes that were there at the start, which say nothing about speed
 * @param startNanos when the transfer began
 */
public record TransferSpeed(HubFile file, long present, long startNanos) {

    /**
     * In words; without a speed in the first second.
     *
     * @param done bytes that are there now
     */
    public String at(long done, long nowNanos) {
        String amount = "%s of %s".formatted(ByteCount.text(done), ByteCount.text(file.size()));
        double seconds = (nowNanos - startNanos) / 1e9;
        if (done <= present || seconds < 1) {
            return amount; // the first bytes say little about the last ones
        }
        double perSecond = (done - present) / seconds;
        if (done == file.size()) {
            return "%s, %s/s".formatted(amount, ByteCount.text(Math.round(perSecond)));
        }
        return "%s, %s/s, %s left"
                .formatted(amount, ByteCount.text(Math.round(perSecond)), time((file.size() - done) / perSecond));
    }

    private static String time(double seconds) {
        Duration left = Duration.ofSeconds(Math.round(seconds));
        if (left.toHours() > 0) {
            return String.format(Locale.ROOT, "%d h %02d min", left.toHours(), left.toMinutesPart());
        }
        return left.toMinutes() > 0
                ? String.format(Locale.ROOT, "%d min %02d s", left.toMinutes(), left.toSecondsPart())
                : left.toSeconds() + " s";
    }
}
