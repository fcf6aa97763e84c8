package io.tagstream.clip.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The cache folder of the hub's own tools, in their layout: {@code blobs/ETAG} holds contents, {@code snapshots/COMMIT/FILE} links
 * to them, {@code refs/REVISION} names a commit. What is under its final name is complete.
 *
 * @see <a href="https://huggingface.co/docs/huggingface_hub/guides/manage-cache">the layout's description</a>
 */
final class HubCache {

    static final String PREFIX = "models--";
    static final String SNAPSHOTS = "snapshots";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path root;

    HubCache(Path root) {
        this.root = root;
    }

    Path root() {
        return root;
    }

    /** The commit that a revision stood for when it was last fetched. */
    Optional<String> commit(ModelName name) {
        if (Listing.isCommit(name.revision())) {
            return Optional.of(name.revision());
        }
        Path ref = ref(name);
        try {
            return Files.isRegularFile(ref)
                    ? Optional.of(Files.readString(ref).strip()).filter(Listing::isCommit)
                    : Optional.empty();
        } catch (IOException e) {
            throw new HubException("the cache's %s cannot be read: %s".formatted(ref, e), e);
        }
    }

    /** Written last, so that a revision never leads to half a snapshot of ours. */
    void remember(ModelName name, String commit) throws IOException {
        if (Listing.isCommit(name.revision()) || commit(name).equals(Optional.of(commit))) {
            return;
        }
        Path ref = ref(name);
        Files.createDirectories(ref.getParent());
        Path written = Files.createTempFile(ref.getParent(), "ref", ".tmp");
        Files.writeString(written, commit);
        Files.move(written, ref, StandardCopyOption.ATOMIC_MOVE);
    }

    /** The repository of a snapshot's folder, if it is one of a cache like this: {@code models--OWNER--NAME/snapshots/COMMIT}. */
    static Optional<String> repositoryOf(Path snapshot) {
        int names = snapshot.getNameCount();
        return names >= 3 && snapshot.getName(names - 2).toString().equals(SNAPSHOTS)
                ? Optional.of(snapshot.getName(names - 3).toString())
                        .filter(folder -> folder.startsWith(PREFIX))
                        .map(folder -> folder.substring(PREFIX.length()).replace("--", "/"))
                : Optional.empty();
    }

    Path snapshot(ModelName name, String commit) {
        return root.resolve(name.folder()).resolve(SNAPSHOTS).resolve(commit);
    }

    Path blob(ModelName name, HubFile file) {
        return root.resolve(name.folder()).resolve("blobs").resolve(file.etag());
    }

    /** Where a content grows until it is complete; an interrupted download goes on from here. */
    Path partial(ModelName name, HubFile file) {
        Path blob = blob(name, file);
        return blob.resolveSibling(blob.getFileName() + ".incomplete");
    }

    /** Bytes of a file that is not there which an interrupted download has not brought either. */
    long remaining(ModelName name, HubFile file) throws IOException {
        Path partial = partial(name, file);
        return Math.max(0, file.size() - (Files.exists(partial) ? Files.size(partial) : 0));
    }

    Path lock(ModelName name, HubFile file) {
        return root.resolve(".locks").resolve(name.folder()).resolve(file.etag() + ".lock");
    }

    /** Whether the snapshot has the file, whoever fetched it. */
    boolean has(ModelName name, String commit, HubFile file) {
        return isComplete(snapshot(name, commit).resolve(file.path()), file);
    }

    /** By its size: what has its final name was checked by its hash before it got it. */
    static boolean isComplete(Path content, HubFile file) {
        try {
            return Files.isRegularFile(content) && Files.size(content) == file.size();
        } catch (IOException e) {
            return false;
        }
    }

    /** Gives a blob its name in the snapshot: by a relative link, or by moving it there where links cannot be made. */
    void link(ModelName name, String commit, HubFile file) throws IOException {
        Path blob = blob(name, file);
        Path pointer = snapshot(name, commit).resolve(file.path());
        Files.createDirectories(pointer.getParent());
        Path made = pointer.resolveSibling(
                "." + pointer.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
        Files.deleteIfExists(made);
        try {
            Files.createSymbolicLink(made, pointer.getParent().relativize(blob));
        } catch (UnsupportedOperationException | IOException e) {
            Files.move(blob, pointer, StandardCopyOption.REPLACE_EXISTING);
            return;
        }
        Files.move(made, pointer, StandardCopyOption.ATOMIC_MOVE);
    }

    /** What a snapshot lacks to be run; nothing, for one that can be. */
    List<String> missing(Path snapshot) {
        return CheckpointFiles.missing(
                file -> Files.isRegularFile(snapshot.resolve(file)), shards(snapshot.resolve(CheckpointFiles.INDEX)));
    }

    private static List<String> shards(Path index) {
        if (!Files.isRegularFile(index)) {
            return List.of();
        }
        try {
            JsonNode map = JSON.readTree(Files.readAllBytes(index)).path("weight_map");
            TreeSet<String> shards = new TreeSet<>();
            map.forEach(shard -> shards.add(shard.asText()));
            return List.copyOf(shards);
        } catch (IOException e) {
            throw new HubException("the index %s cannot be read: %s".formatted(index, e), e);
        }
    }

    /**
     * Refuses what would not fit.
     *
     * @param bytes still to be fetched
     */
    void requireSpace(long bytes) throws IOException {
        Files.createDirectories(root);
        FileStore store = Files.getFileStore(root);
        if (store.getUsableSpace() < bytes) {
            throw new HubException("%s more are needed, but %s has %s left; HF_HUB_CACHE or --cache name another folder"
                    .formatted(ByteCount.text(bytes), root, ByteCount.text(store.getUsableSpace())));
        }
    }

    private Path ref(ModelName name) {
        return root.resolve(name.folder()).resolve("refs").resolve(name.revision());
    }
}
