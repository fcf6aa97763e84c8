package io.tagstream.page;

import io.tagstream.search.Counts;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** Counts that were asked for a moment ago: many people look at the same first page, and count it only once. */
@Singleton
final class CountsCache {

    /** Searches whose counts are kept: each has a line for each tag of the taxonomy. */
    private static final int MAX = 128;

    private record Kept(CompletableFuture<Counts> counts, long atNanos) {}

    private final Duration age;

    /** The oldest first; guarded by this. */
    private final Map<String, Kept> kept = new LinkedHashMap<>();

    CountsCache(PageConfig config) {
        this.age = config.countsAge();
    }

    /** Counts anew unless they are young enough, or being counted. */
    Counts of(String search, Supplier<Counts> count) {
        CompletableFuture<Counts> mine = new CompletableFuture<>();
        CompletableFuture<Counts> found = keep(search, mine);
        if (found == mine) {
            try {
                mine.complete(count.get());
            } catch (RuntimeException e) {
                forget(search, mine);
                mine.completeExceptionally(e);
            }
        }
        try {
            return found.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private synchronized CompletableFuture<Counts> keep(String search, CompletableFuture<Counts> mine) {
        long now = System.nanoTime();
        Kept known = kept.get(search);
        if (known != null && now - known.atNanos() < age.toNanos()) {
            return known.counts();
        }
        kept.remove(search);
        if (kept.size() >= MAX) {
            kept.remove(kept.keySet().iterator().next());
        }
        kept.put(search, new Kept(mine, now));
        return mine;
    }

    private synchronized void forget(String search, CompletableFuture<Counts> failed) {
        Kept known = kept.get(search);
        if (known != null && known.counts() == failed) {
            kept.remove(search);
        }
    }
}
