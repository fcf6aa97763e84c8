package io.tagstream.clip.hub;

import java.nio.file.Path;

/**
 * A model that is on this machine.
 *
 * @param directory that holds its files
 * @param name what to call it: its repository's name on the hub, or its folder's
 */
public record ModelSource(Path directory, String name) {}
