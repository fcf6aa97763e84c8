package io.tagstream.clip.hub;

import java.util.regex.Pattern;

/**
 * A file of a repository at a commit.
 *
 * @param path in the repository, with slashes
 * @param size in bytes
 * @param etag what the hub calls the content and names its cache's blob by: SHA-256 of a large file (LFS), git's SHA-1 of another
 */
public record HubFile(String path, long size, String etag) {

    private static final Pattern PATH = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._+-]*(/[A-Za-z0-9_][A-Za-z0-9._+-]*)*");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");

    /** The hub's word becomes names of files here, so it is held to what it ought to look like. */
    public HubFile {
        if (!PATH.matcher(path).matches() || path.contains("..")) {
            throw new HubException("the hub lists a file with a name that is not accepted: '%s'".formatted(path));
        }
        if (size < 0 || !HASH.matcher(etag).matches()) {
            throw new HubException("the hub gives no size and hash of %s (%d, '%s'); is HF_ENDPOINT a hub?"
                    .formatted(path, size, etag));
        }
    }
}
