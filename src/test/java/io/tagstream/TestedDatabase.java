package io.tagstream;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tagstream.local.EmbeddedDatabase;
import io.tagstream.local.LocalDatabase;
import io.tagstream.local.PgvectorDatabase;
import java.nio.file.Path;
import java.util.Optional;

/** What the catalog runs on: embeddings are real[] on the one and halfvec on the other (docs/adr/0009). */
public enum TestedDatabase {
    WITHOUT_PGVECTOR {
        @Override
        public LocalDatabase start(Path directory) {
            return new EmbeddedDatabase(directory);
        }
    },
    /** Skipped where there is none, but not where everything is to be tested. */
    WITH_PGVECTOR {
        @Override
        public LocalDatabase start(Path directory) {
            if (System.getenv("TAGSTREAM_TEST_EVERYTHING") == null) {
                assumeTrue(
                        PgvectorDatabase.isInstalled(), "there is no PostgreSQL with pgvector: .ci/pgvector makes it");
            }
            return new PgvectorDatabase(Optional.empty());
        }
    };

    /** Starts it, in an empty folder. */
    public abstract LocalDatabase start(Path directory);
}
