package io.tagstream.catalog;

import io.tagstream.catalog.Outcome.Deleted;
import io.tagstream.catalog.Outcome.Rejected;
import io.tagstream.catalog.Outcome.Rejection;
import io.tagstream.catalog.Outcome.Tagged;
import io.tagstream.catalog.Outcome.Unreadable;
import io.tagstream.failure.Failure;
import io.tagstream.failure.FailureCode;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
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
     * @param releases those that the photos were tagged for
     * @return the outcomes as they were stored
     * @throws ReleasesChanged when other releases are live now; perhaps some outcomes are stored, which may be stored again
     * @throws Failure DATABASE_UNAVAILABLE when the same call may succeed later, SCHEMA_INVALID when it will not
     */
    public List<Outcome> record(List<Outcome> outcomes, LiveReleases releases) {
        try {
            inTransaction(outcomes, releases);
            return outcomes;
        } catch (Failure refused) {
            if (refused.code() != FailureCode.CATALOG_REFUSED) {
                throw refused;
            }
            return outcomes.stream()
                    .map(outcome -> recordAlone(outcome, releases))
                    .toList();
        }
    }

    private Outcome recordAlone(Outcome outcome, LiveReleases releases) {
        try {
            inTransaction(List.of(outcome), releases);
            return outcome;
        } catch (Failure refused) {
            if (refused.code() != FailureCode.CATALOG_REFUSED) {
                throw refused;
            }
            Outcome refusal = refusal(outcome, refused);
            inTransaction(List.of(refusal), releases);
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

    private void inTransaction(List<Outcome> outcomes, LiveReleases releases) {
        try {
            References.Numbers numbers = references.of(
                    outcomes.stream().map(outcome -> outcome.position().log()).collect(Collectors.toSet()),
                    releases.releases());
            Transactions.callOrThrow(dataSource, connection -> {
                new BatchWriter(connection, releases, numbers, announcer).write(outcomes);
                return true;
            });
        } catch (SQLException e) {
            references.forget();
            throw SqlFailures.of(e);
        }
    }
}
