package io.tagstream.page;

import io.tagstream.catalog.PhotoSources.Known;
import io.tagstream.failure.Disposition;
import io.tagstream.failure.Failure;
import io.tagstream.failure.Interrupted;
import io.tagstream.photo.ContentHash;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Pictures for the page, made the first time that somebody looks, and kept. A few are made at a time, so that those who look around do not
 * hold the flow back; each is made once, however many ask for it.
 */
@Singleton
final class Pictures {

    /** Two pages of a gallery for each of a few people; beyond that, browsers ask again. */
    private static final int MAX_WAITING = 512;

    private static final int MAX_UNSEEN = 10_000;

    private static final Picture.Unseen LATER = new Picture.Unseen("LATER", "others are made first", true);

    /** A picture is one of a content: photos of the same bytes share it. */
    private record Wanted(ContentHash content, PictureSize size) {}

    private final PictureMaker maker;
    private final PictureCache cache;
    private final Semaphore places;
    private final Semaphore waiting = new Semaphore(MAX_WAITING);
    private final Duration patience;
    private final UnseenPictures<Wanted> unseen = new UnseenPictures<>(MAX_UNSEEN, Clock.systemUTC());
    private final ConcurrentMap<Wanted, CompletableFuture<Picture>> inFlight = new ConcurrentHashMap<>();

    Pictures(PageConfig config, PictureMaker maker) {
        this.maker = maker;
        this.cache = new PictureCache(config.thumbnailCache(), config.thumbnailBytes());
        this.places = new Semaphore(config.thumbnailsAtOnce(), true);
        this.patience = config.thumbnailPatience();
    }

    /** Blocks while it is made; meant for virtual threads. */
    Picture of(Known photo, PictureSize size) {
        Wanted wanted = new Wanted(photo.content(), size);
        return cache.get(wanted.content(), size)
                .<Picture>map(Picture.Seen::new)
                .or(() -> unseen.get(wanted))
                .orElseGet(() -> together(wanted, photo));
    }

    /** Whoever comes first makes it, the others wait for that. */
    private Picture together(Wanted wanted, Known photo) {
        CompletableFuture<Picture> mine = new CompletableFuture<>();
        CompletableFuture<Picture> first = inFlight.putIfAbsent(wanted, mine);
        if (first != null) {
            return first.join();
        }
        Picture picture = LATER;
        try {
            picture = inTurn(wanted, photo);
        } finally {
            inFlight.remove(wanted);
            mine.complete(picture);
        }
        return picture;
    }

    private Picture inTurn(Wanted wanted, Known photo) {
        if (!waiting.tryAcquire()) {
            return LATER;
        }
        try {
            if (!places.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return LATER;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Interrupted(e);
        } finally {
            waiting.release();
        }
        try {
            return made(wanted, photo);
        } finally {
            places.release();
        }
    }

    private Picture made(Wanted wanted, Known photo) {
        Optional<byte[]> meanwhile = cache.get(wanted.content(), wanted.size());
        if (meanwhile.isPresent()) {
            return new Picture.Seen(meanwhile.get());
        }
        try {
            byte[] jpeg = maker.make(photo, wanted.size());
            cache.put(wanted.content(), wanted.size(), jpeg);
            return new Picture.Seen(jpeg);
        } catch (Failure e) {
            Picture.Unseen why =
                    new Picture.Unseen(e.code().name(), e.detail(), e.code().disposition() == Disposition.RETRY);
            unseen.put(wanted, why);
            return why;
        }
    }
}
