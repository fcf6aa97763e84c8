package io.tagstream.app;

import io.tagstream.local.EmbeddedDatabase;

/** Without pgvector: exact, in the worker. */
class SearchIT extends SearchScenes {

    SearchIT() {
        super(EmbeddedDatabase::new);
    }
}
