package io.tagstream.taxonomy;

/**
 * Something wrong with a taxonomy.
 *
 * @param place the path of the field, such as {@code facets[2].tags[5].parent}; {@code line:column} where the YAML itself is
 *     broken
 */
public record Problem(String place, String message) {

    @Override
    public String toString() {
        return place + ": " + message;
    }
}
