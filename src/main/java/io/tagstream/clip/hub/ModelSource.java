package io.tagstream.clip.hub;

import java.nio.file.Path;

/**
 * A model that is on this machine.
 *
 * @param directory that holds its files
 * @param name what to call it: its repository's name on the hub, or its folder's
 */
public record ModelSource(Path directory, String name) {

    /** A snapshot in a cache of the hub is called what its repository is called, not what its commit is. */
    static ModelSource ofFolder(Path folder) {
        Path absolute = folder.toAbsolutePath().normalize();
        return new ModelSource(folder, HubCache.repositoryOf(absolute).orElseGet(() -> absolute.getFileName()
                .toString()));
    }
}
