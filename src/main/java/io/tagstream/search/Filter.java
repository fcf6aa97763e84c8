package io.tagstream.search;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;

/**
 * Which photos are asked for, among those that are catalogued; what is absent does not restrict. Tags are ids of the taxonomy in force, and
 * stand for themselves and all below them.
 *
 * @param tags photos that have all of these
 * @param without photos that have none of these
 * @param facets photos that have a tag of each of these facets
 * @param camera part of make or model, whatever its case
 * @param format as the bytes say: JPEG, PNG, …
 * @param takenFrom by the camera's clock, inclusive
 * @param takenBefore exclusive
 * @param uploadedFrom inclusive
 * @param uploadedBefore exclusive
 */
public record Filter(
        List<String> tags,
        List<String> without,
        List<String> facets,
        Optional<String> owner,
        Optional<String> camera,
        Optional<String> format,
        Optional<LocalDateTime> takenFrom,
        Optional<LocalDateTime> takenBefore,
        Optional<Instant> uploadedFrom,
        Optional<Instant> uploadedBefore) {

    public static final Filter NONE = new Filter(
            List.of(),
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    public Filter {
        tags = List.copyOf(tags);
        without = List.copyOf(without);
        facets = List.copyOf(facets);
    }
}
