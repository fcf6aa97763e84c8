package io.tagstream.app;

import io.tagstream.local.EmbeddedDatabase;

/** Without pgvector: exact, in the worker. */
class SearchIT extends SearchQuestions {

    SearchIT() {
        super(EmbeddedDatabase::new);
    }
}
