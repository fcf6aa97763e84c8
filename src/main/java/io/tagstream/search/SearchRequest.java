package io.tagstream.search;

import io.tagstream.clip.Embedding;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What somebody asks for, as it was written: nothing of it has been checked. At most one of text, photo and picture says what to look for;
 * everything else says among which photos.
 *
 * @param q a text with its filters, in the language of docs/search.md; a text of filters only looks for nothing in particular
 * @param photo id of a catalogued photo to be resembled, which is not among the answers
 * @param picture where a picture lies in the space of the model in force
 * @param tags ids or names; photos have all of them, or tags below them
 * @param without ids or names; photos have none of them, nor tags below them
 * @param facets photos have a tag of each
 * @param takenFrom a day, month, year or moment, as the others
 * @param minRelevance in place of our own cut-off
 * @param after {@link FoundPage#next} of the page before
 */
public record SearchRequest(
        Optional<String> q,
        Optional<String> photo,
        Optional<Embedding> picture,
        List<String> tags,
        List<String> without,
        List<String> facets,
        Optional<String> owner,
        Optional<String> camera,
        Optional<String> format,
        Optional<String> takenFrom,
        Optional<String> takenBefore,
        Optional<String> uploadedFrom,
        Optional<String> uploadedBefore,
        Optional<String> minRelevance,
        Optional<String> limit,
        Optional<String> after) {

    public SearchRequest {
        tags = List.copyOf(tags);
        without = List.copyOf(without);
        facets = List.copyOf(facets);
    }

    /**
     * By the names that the parameters have everywhere: q, photo, tag, not, facet, owner, camera, format, taken-from, taken-before,
     * uploaded-from, uploaded-before, min-relevance, limit, after. Empty values count as absent, as a form sends them.
     *
     * @param values of a parameter; none if it was not given
     */
    public static SearchRequest of(Function<String, List<String>> values) {
        return new SearchRequest(
                one(values, "q"),
                one(values, "photo"),
                Optional.empty(),
                all(values, "tag"),
                all(values, "not"),
                all(values, "facet"),
                one(values, "owner"),
                one(values, "camera"),
                one(values, "format"),
                one(values, "taken-from"),
                one(values, "taken-before"),
                one(values, "uploaded-from"),
                one(values, "uploaded-before"),
                one(values, "min-relevance"),
                one(values, "limit"),
                one(values, "after"));
    }

    /** The same, about a picture. */
    public SearchRequest withPicture(Embedding picture) {
        return new SearchRequest(
                q,
                photo,
                Optional.of(picture),
                tags,
                without,
                facets,
                owner,
                camera,
                format,
                takenFrom,
                takenBefore,
                uploadedFrom,
                uploadedBefore,
                minRelevance,
                limit,
                after);
    }

    /** Whether it says neither what to look for nor among which photos: all photos are listed. */
    public boolean asksNothing() {
        return Stream.of(q, photo, owner, camera, format, takenFrom, takenBefore, uploadedFrom, uploadedBefore)
                        .allMatch(Optional::isEmpty)
                && picture.isEmpty()
                && tags.isEmpty()
                && without.isEmpty()
                && facets.isEmpty();
    }

    private static Optional<String> one(Function<String, List<String>> values, String name) {
        List<String> given = all(values, name);
        if (given.size() > 1) {
            throw Unanswerable.wrong(name, "is given %d times, once is enough".formatted(given.size()));
        }
        return given.stream().findFirst();
    }

    private static List<String> all(Function<String, List<String>> values, String name) {
        return values.apply(name).stream().filter(value -> !value.isBlank()).toList();
    }
}
