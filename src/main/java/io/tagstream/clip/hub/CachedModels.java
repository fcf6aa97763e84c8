package io.tagstream.clip.hub;

import io.tagstream.clip.checkpoint.CheckpointException;
import io.tagstream.clip.checkpoint.Snapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What is in a cache folder of the hub. */
public final class CachedModels {

    private final HubCache cache;

    /** @param root the folder that holds {@code models--OWNER--NAME}; it need not exist */
    public CachedModels(Path root) {
        this.cache = new HubCache(root);
    }

    /**
     * Every snapshot, by repository and commit.
     *
     * @throws HubException where the folder cannot be read
     */
    public List<CachedModel> all() {
        List<CachedModel> models = new ArrayList<>();
        try {
            for (Path repository : children(cache.root(), CachedModels::isRepository)) {
                for (Path snapshot : children(repository.resolve(HubCache.SNAPSHOTS), Files::isDirectory)) {
                    models.add(model(repository, snapshot));
                }
            }
        } catch (IOException | UncheckedIOException e) {
            throw new HubException("the cache %s cannot be read: %s".formatted(cache.root(), e), e);
        }
        return List.copyOf(models);
    }

    private CachedModel model(Path repository, Path snapshot) throws IOException {
        String commit = snapshot.getFileName().toString();
        List<String> missing = missing(snapshot);
        return new CachedModel(
                HubCache.repositoryOf(snapshot).orElseThrow(),
                revisions(repository.resolve("refs"), commit),
                commit,
                snapshot,
                bytes(snapshot),
                missing,
                missing.isEmpty() ? obstacle(snapshot) : Optional.empty());
    }

    /** A broken index is as good as none. */
    private List<String> missing(Path snapshot) {
        try {
            return cache.missing(snapshot);
        } catch (HubException e) {
            return List.of(CheckpointFiles.INDEX);
        }
    }

    private static Optional<String> obstacle(Path snapshot) {
        try {
            Snapshot.read(snapshot);
            return Optional.empty();
        } catch (CheckpointException e) {
            String complaint = String.valueOf(e.getMessage());
            return Optional.of(complaint.replace(snapshot + "/", ""));
        }
    }

    private static List<String> revisions(Path refs, String commit) throws IOException {
        if (!Files.isDirectory(refs)) {
            return List.of();
        }
        List<String> revisions = new ArrayList<>();
        try (Stream<Path> files = Files.walk(refs)) {
            for (Path ref : files.filter(Files::isRegularFile).sorted().toList()) {
                if (Files.readString(ref).strip().equals(commit)) {
                    revisions.add(refs.relativize(ref).toString());
                }
            }
        }
        return revisions;
    }

    /** Files as they are read, so through links; one that leads nowhere has no bytes. */
    private static long bytes(Path snapshot) throws IOException {
        long bytes = 0;
        try (Stream<Path> files = Files.walk(snapshot)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                bytes += Files.size(file);
            }
        }
        return bytes;
    }

    private static boolean isRepository(Path folder) {
        return Files.isDirectory(folder) && folder.getFileName().toString().startsWith(HubCache.PREFIX);
    }

    private static List<Path> children(Path folder, Predicate<Path> which) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(which).sorted().toList();
        }
    }
}
