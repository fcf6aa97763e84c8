package io.tagstream.catalog;

import io.tagstream.failure.Failure;
import io.tagstream.failure.FailureCode;
import io.tagstream.photo.EventLog;
import io.tagstream.taxonomy.TaxonomyVersion;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** Short keys of event logs and of tags by version; each is asked of the database once. */
final class References {

    private static final String LOG = """
            insert into event_logs (topic, topic_id, partition) values (?, ?, ?)
            on conflict (topic, topic_id, partition) do update set topic = excluded.topic
            returning log_no
            """;
    private static final String TAGS = """
            select t.tag_id, t.tag_no
            from taxonomy_versions v
                     join taxonomy_tags tt on tt.version_no = v.version_no
                     join tags t on t.tag_no = tt.tag_no
            where v.version = ?
            """;

    /** What one transaction needs. */
    record Numbers(Map<EventLog, Integer> logs, Map<TaxonomyVersion, Map<String, Integer>> tags) {

        private static final Numbers NONE = new Numbers(Map.of(), Map.of());

        int log(EventLog log) {
            return known(logs, log);
        }

        int tag(TaxonomyVersion version, String tagId) {
            return known(known(tags, version), tagId);
        }

        private static <K, V> V known(Map<K, V> numbers, K key) {
            V number = numbers.get(key);
            if (number == null) {
                throw new Failure(FailureCode.SCHEMA_INVALID, "the catalog does not know " + key);
            }
            return number;
        }
    }

    private final DataSource dataSource;
    private Numbers known = Numbers.NONE;

    References(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Asks outside the batch's transaction: a number that a rollback takes back must not be remembered by another batch. */
    synchronized Numbers of(Collection<EventLog> logs, List<LoadedRelease> releases) throws SQLException {
        Set<TaxonomyVersion> versions =
                releases.stream().map(one -> one.release().id().version()).collect(Collectors.toSet());
        boolean complete =
                known.logs.keySet().containsAll(logs) && known.tags.keySet().containsAll(versions);
        if (!complete) {
            try (Connection connection = dataSource.getConnection()) {
                known = extended(connection, logs, versions);
            }
        }
        return known;
    }

    /** After a failure: the database may have been replaced by one that gave other numbers. */
    synchronized void forget() {
        known = Numbers.NONE;
    }

    private Numbers extended(Connection connection, Collection<EventLog> logs, Collection<TaxonomyVersion> versions)
            throws SQLException {
        Map<EventLog, Integer> logNumbers = new HashMap<>(known.logs);
        Map<TaxonomyVersion, Map<String, Integer>> tagNumbers = new HashMap<>(known.tags);
        for (EventLog log : logs) {
            if (!logNumbers.containsKey(log)) {
                logNumbers.put(log, number(connection, log));
            }
        }
        tagNumbers.keySet().retainAll(versions); // those of releases that are live no more
        for (TaxonomyVersion version : versions) {
            if (!tagNumbers.containsKey(version)) {
                tagNumbers.put(version, tags(connection, version));
            }
        }
        return new Numbers(logNumbers, tagNumbers);
    }

    private static int number(Connection connection, EventLog log) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LOG)) {
            new Columns(statement).value(log.topic()).value(log.topicId()).value(log.partition());
            try (ResultSet result = statement.executeQuery()) {
                result.next();
                return result.getInt(1);
            }
        }
    }

    private static Map<String, Integer> tags(Connection connection, TaxonomyVersion version) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(TAGS)) {
            statement.setString(1, version.hash());
            Map<String, Integer> numbers = new HashMap<>();
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    numbers.put(result.getString(1), result.getInt(2));
                }
            }
            return numbers;
        }
    }
}
