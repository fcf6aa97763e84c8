package io.tagstream.album;

import java.util.Set;

/**
 * A tag that an album may be named after.
 *
 * @param above numbers of the tags above it
 */
record KnownTag(int number, String id, String name, Set<Integer> above) {

    boolean isRelatedTo(KnownTag other) {
        return number == other.number || above.contains(other.number) || other.above.contains(number);
    }
}
