package io.tagstream.album;

import io.tagstream.clip.Embedding;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.Set;

/**
 * A photo to be put into an album.
 *
 * @param tags numbers of its tags and of those above them
 */
record SelectedPhoto(String id, Optional<LocalDateTime> takenAt, Embedding embedding, Set<Integer> tags) {}
