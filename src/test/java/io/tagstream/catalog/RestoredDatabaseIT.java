package io.tagstream.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.catalog.OutboxEvent.Kind;
import io.tagstream.local.EmbeddedDatabase;
import io.tagstream.photo.PhotoId;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The outbox beside a Kafka that has seen more, or less, than the database. */
class RestoredDatabaseIT {

    @TempDir
    Path directory;

    private EmbeddedDatabase database;
    private Outbox outbox;

    @BeforeEach
    void migrate() {
        database = new EmbeddedDatabase(directory.resolve("postgresql"));
        Flyway.configure().dataSource(database.dataSource()).load().migrate();
        outbox = new Outbox(database.dataSource());
    }

    @AfterEach
    void stop() {
        database.close();
    }

    @Test
    void whatWasPublishedBeforeACrashIsNotPublishedAgain() throws SQLException {
        append("a", "b", "c");
        try (Outbox.Session session = outbox.lead().orElseThrow()) {
            session.settle(2);

            assertThat(session.after(2, 10))
                    .extracting(entry -> entry.event().id())
                    .containsExactly("c");
        }
    }

    @Test
    void aBackupThatLiesBehindKafkaLosesNothing() throws SQLException {
        append("restored", "new");
        try (Outbox.Session session = outbox.lead().orElseThrow()) {
            session.settle(5_000);

            assertThat(session.after(5_000, 10))
                    .extracting(entry -> entry.event().id())
                    .containsExactly("restored", "new");
            append("later");
            assertThat(session.after(5_000, 10))
                    .extracting(Outbox.Entry::seq)
                    .isSorted()
                    .hasSize(3)
                    .allMatch(seq -> seq > 5_000);
        }
    }

    @Test
    void onlyOneWorkerLeads() {
        try (Outbox.Session leading = outbox.lead().orElseThrow()) {
            assertThat(outbox.lead()).isEmpty();
            assertThat(leading.after(0, 1)).isEmpty();
        }
        Optional<Outbox.Session> next = outbox.lead();
        assertThat(next).isPresent();
        next.get().close();
    }

    private void append(String... ids) throws SQLException {
        try (Connection connection = database.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            Outbox.append(
                    connection,
                    List.of(ids).stream()
                            .map(id -> new OutboxEvent(Kind.TAGGED, Optional.of(new PhotoId(id)), id, new byte[] {1}))
                            .toList());
            connection.commit();
        }
    }
}
