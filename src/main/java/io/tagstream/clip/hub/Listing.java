package io.tagstream.clip.hub;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What a repository holds at a commit.
 *
 * @param commit forty hexadecimal digits
 * @param entries in the hub's order
 */
record Listing(String commit, List<Entry> entries) {

    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");

    Listing {
        if (!isCommit(commit)) {
            throw new HubException("the hub names no commit ('%s'); is HF_ENDPOINT a hub?".formatted(commit));
        }
        entries = List.copyOf(entries);
    }

    /** A file as listed; a hub that leaves out size or hash tells them when asked for the file ({@link HubClient#describe}). */
    record Entry(String path, long size, String etag) {

        boolean isDescribed() {
            return size >= 0 && !etag.isEmpty();
        }
    }

    static boolean isCommit(String text) {
        return COMMIT.matcher(text).matches();
    }

    List<String> paths() {
        return entries.stream().map(Entry::path).toList();
    }
}
