package io.tagstream.app;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tagstream.local.PgvectorDatabase;
import org.junit.jupiter.api.BeforeAll;

/** With pgvector, where it is installed; where everything is to be tested, it has to be. */
class PgvectorSearchIT extends SearchQuestions {

    PgvectorSearchIT() {
        super(PgvectorDatabase::new);
    }

    @Override
    @BeforeAll
    void start() {
        if (System.getenv("TAGSTREAM_TEST_EVERYTHING") == null) {
            assumeTrue(PgvectorDatabase.isInstalled(), "there is no PostgreSQL with pgvector: .ci/pgvector makes it");
        }
        super.start();
    }
}
