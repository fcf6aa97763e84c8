package io.tagstream.search;

import io.tagstream.catalog.LoadedRelease;
import io.tagstream.catalog.Release;

/** The release in force, with all that questions need of it. Immutable. */
record InForce(LoadedRelease loaded, Vocabulary vocabulary, TagNumbers numbers) {

    Release release() {
        return loaded.release();
    }
}
