package io.tagstream.page;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What could not be made, so that a page full of photos whose source is gone does not ask for all of them each time.
 *
 * @param <K> what it was
 */
final class UnseenPictures<K> {

    /** A source that is gone, or a picture that cannot be decoded. */
    static final Duration GONE = Duration.ofMinutes(5);

    /** A source that is away. */
    static final Duration AWAY = Duration.ofSeconds(20);

    private record Remembered(Picture.Unseen why, Instant until) {}

    private final int max;
    private final Clock clock;

    /** The oldest first; guarded by this. */
    private final Map<K, Remembered> pictures = new LinkedHashMap<>();

    /** @param max the most that are remembered; the oldest are forgotten */
    UnseenPictures(int max, Clock clock) {
        this.max = max;
        this.clock = clock;
    }

    synchronized Optional<Picture.Unseen> get(K key) {
        Remembered known = pictures.get(key);
        if (known == null) {
            return Optional.empty();
        }
        if (clock.instant().isAfter(known.until())) {
            pictures.remove(key);
            return Optional.empty();
        }
        return Optional.of(known.why());
    }

    synchronized void put(K key, Picture.Unseen why) {
        pictures.remove(key);
        if (pictures.size() >= max) {
            pictures.remove(pictures.keySet().iterator().next());
        }
        pictures.put(key, new Remembered(why, clock.instant().plus(why.passing() ? AWAY : GONE)));
    }
}
