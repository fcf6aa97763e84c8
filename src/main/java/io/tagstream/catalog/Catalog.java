package io.tagstream.catalog;

import io.tagstream.catalog.Outcome.Deleted;
import io.tagstream.catalog.Outcome.Rejected;
import io.tagstream.catalog.Outcome.Rejection;
import io.tagstream.catalog.Outcome.Tagged;
import io.tagstream.catalog.Outcome.Unreadable;
import io.tagstream.catalog.PhotoTable.Stored;
import io.tagstream.failure.Failure;
import io.tagstream.failure.FailureCode;
import io.tagstream.photo.PhotoId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/**
 * Writes what became of a batch of events: photos, embeddings, tags, rejections and the outbox, in one transaction, which is the
 * only commit point of the flow. Repeating a batch changes nothing and announces nothing.
 */
public final class Catalog {

    private final DataSource dataSource;
    private final Announcer announcer;
    private final References references;

    public Catalog(DataSource dataSource, Announcer announcer) {
        this.dataSource = dataSource;
        this.announcer = announcer;
        this.references = new References(dataSource);
    }

    /**
     * Stores the outcomes of one batch, at most one per photo. An outcome that PostgreSQL refuses for its data is stored as a
     * rejection, and its batch mates are not hurt.
     *
     * @return the outcomes as they were stored
     * @throws Failure DATABASE_UNAVAILABLE when the same call may succeed later, SCHEMA_INVALID when it will not
     */
    public List<Outcome> record(List<Outcome> outcomes) {
        try {
            inTransaction(outcomes);
            return outcomes;
        } catch (Failure refused) {
            if (refused.code() != FailureCode.CATALOG_REFUSED) {
                throw refused;
            }
            return oneByOne(outcomes);
        }
    }

    private List<Outcome> oneByOne(List<Outcome> outcomes) {
        return outcomes.stream().map(this::recordAlone).toList();
    }

    private Outcome recordAlone(Outcome outcome) {
        try {
            inTransaction(List.of(outcome));
            return outcome;
        } catch (Failure refused) {
            if (refused.code() != FailureCode.CATALOG_REFUSED) {
                throw refused;
            }
            Outcome refusal = refusal(outcome, refused);
            inTransaction(List.of(refusal));
            return refusal;
        }
    }

    private static Outcome refusal(Outcome outcome, Failure refused) {
        Rejection rejection = new Rejection(refused.code(), refused.detail());
        return switch (outcome) {
            case Tagged tagged ->
                new Rejected(tagged.position(), tagged.upload().bare(), rejection);
            case Rejected rejected ->
                new Rejected(rejected.position(), rejected.upload().bare(), rejection);
            case Unreadable unreadable ->
                new Unreadable(unreadable.position(), unreadable.photo(), unreadable.event(), rejection);
            case Deleted ignored -> throw refused;
        };
    }

    private void inTransaction(List<Outcome> outcomes) {
        try {
            References.Numbers numbers = references.of(outcomes);
            inTransaction(outcomes, numbers);
        } catch (SQLException e) {
            references.forget();
            throw SqlFailures.of(e);
        }
    }

    private void inTransaction(List<Outcome> outcomes, References.Numbers numbers) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                write(connection, outcomes, numbers);
                connection.commit();
            } catch (SQLException | RuntimeException e) {
                rollBack(connection, e);
                throw e;
            }
        }
    }

    private void write(Connection connection, List<Outcome> outcomes, References.Numbers numbers) throws SQLException {
        List<Outcome> aboutPhotos =
                outcomes.stream().filter(o -> !(o instanceof Unreadable)).toList();
        Map<PhotoId, Stored> stored = PhotoTable.upsert(connection, aboutPhotos, numbers);

        List<Outcome> changed = new ArrayList<>();
        for (Outcome outcome : aboutPhotos) {
            Stored row = stored.get(PhotoTable.idOf(outcome));
            if (row != null && row.changed()) {
                changed.add(outcome);
            }
        }
        TagTable.replace(connection, changed, stored, numbers);
        EmbeddingTable.replace(connection, changed, stored, numbers);

        List<Outcome> rejections = new ArrayList<>(changed);
        outcomes.stream().filter(Unreadable.class::isInstance).forEach(rejections::add);
        List<Outcome> news = RejectionTable.insert(connection, rejections, numbers);
        Outbox.append(connection, news.stream().map(announcer::announce).toList());
    }

    private static void rollBack(Connection connection, Exception cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }
}
