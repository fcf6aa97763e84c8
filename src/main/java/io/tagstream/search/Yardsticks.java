package io.tagstream.search;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import javax.sql.DataSource;

/** What relevance is measured against in the release in force; looked at again now and then, since catalogs grow. */
final class Yardsticks {

    private static final long KEPT = Duration.ofMinutes(1).toNanos();

    /** Fewer photos than this may change what is usual with the next one. */
    private static final int SETTLED = 64;

    /** Of fewer photos, nobody can say what is usual. */
    private static final int TELLING = 16;

    /**
     * What is usual.
     *
     * @param background what a text has to beat, as a logit
     * @param photos how relevant photos are to a photo
     * @param sampled how many photos this was learned from
     */
    record Yardstick(double background, Relevance photos, int sampled) {

        /** Whether there are enough photos to say which of them are unusually alike. */
        boolean tellsLikeness() {
            return sampled >= TELLING;
        }
    }

    private record Kept(String release, Yardstick yardstick, long readAt) {}

    private final DataSource dataSource;
    private final LongSupplier nanoTime;
    private final Lock reading = new ReentrantLock();
    private volatile Optional<Kept> kept = Optional.empty();

    Yardsticks(DataSource dataSource, LongSupplier nanoTime) {
        this.dataSource = dataSource;
        this.nanoTime = nanoTime;
    }

    Yardstick of(InForce inForce) {
        String release = inForce.release().id().name();
        return known(release).orElseGet(() -> {
            reading.lock();
            try {
                return known(release).orElseGet(() -> read(inForce));
            } finally {
                reading.unlock();
            }
        });
    }

    private Optional<Yardstick> known(String release) {
        return kept.filter(one -> one.release.equals(release)
                        && one.yardstick.sampled >= SETTLED
                        && nanoTime.getAsLong() - one.readAt < KEPT)
                .map(Kept::yardstick);
    }

    private Yardstick read(InForce inForce) {
        Sample sample = Sample.read(dataSource, inForce.release().model());
        Yardstick yardstick = new Yardstick(
                sample.background(inForce.loaded()),
                Relevance.ofPhoto(sample.pairs()),
                sample.photos().size());
        kept = Optional.of(new Kept(inForce.release().id().name(), yardstick, nanoTime.getAsLong()));
        return yardstick;
    }
}
