package io.tagstream.clip.hub;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A snapshot in the hub's cache, whoever fetched it.
 *
 * @param revisions that stand for this commit, as far as the cache knows
 * @param bytes of its files; two snapshots may share some
 * @param missing files that it would take to run it
 * @param obstacle why it cannot be run, although all of it is there
 */
public record CachedModel(
        String repository,
        List<String> revisions,
        String commit,
        Path snapshot,
        long bytes,
        List<String> missing,
        Optional<String> obstacle) {

    public CachedModel {
        revisions = List.copyOf(revisions);
        missing = List.copyOf(missing);
    }

    public boolean isComplete() {
        return missing.isEmpty();
    }

    public boolean isRunnable() {
        return isComplete() && obstacle.isEmpty();
    }
}
