package io.tagstream.catalog;

import io.tagstream.catalog.Outcome.Tagged;
import io.tagstream.failure.Failure;
import io.tagstream.failure.FailureCode;
import io.tagstream.photo.EventLog;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;

/** Short keys of event logs, models, taxonomy versions and tags; each is asked of the database once. */
final class References {

    private static final String LOG = """
            insert into event_logs (topic, topic_id, partition) values (?, ?, ?)
            on conflict (topic, topic_id, partition) do update set topic = excluded.topic
            returning log_no
            """;
    private static final String MODEL = "select model_no from models where digest = ?";
    private static final String VERSION = "select version_no from taxonomy_versions where version = ?";
    private static final String TAGS = """
            select tag_id, tag_no from tags join taxonomy_tags using (tag_no) where version_no = ?
            """;

    /** What one batch needs. */
    record Numbers(
            Map<EventLog, Integer> logs,
            Map<String, Integer> models,
            Map<String, Integer> versions,
            Map<String, Map<String, Integer>> tags) {

        int log(EventLog log) {
            return known(logs, log);
        }

        int model(String digest) {
            return known(models, digest);
        }

        int version(String version) {
            return known(versions, version);
        }

        int tag(String version, String tagId) {
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
    private Numbers known = new Numbers(Map.of(), Map.of(), Map.of(), Map.of());

    References(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Asks outside the batch's transaction: a number that a rollback takes back must not be remembered by another batch. */
    synchronized Numbers of(List<Outcome> outcomes) throws SQLException {
        Set<EventLog> logs = new HashSet<>();
        Set<String> models = new HashSet<>();
        Set<String> versions = new HashSet<>();
        for (Outcome outcome : outcomes) {
            logs.add(outcome.position().log());
            if (outcome instanceof Tagged tagged) {
                models.add(tagged.tagging().release().modelDigest());
                versions.add(tagged.tagging().release().version().hash());
            }
        }
        boolean complete = known.logs.keySet().containsAll(logs)
                && known.models.keySet().containsAll(models)
                && known.versions.keySet().containsAll(versions);
        if (!complete) {
            try (Connection connection = dataSource.getConnection()) {
                known = extended(connection, logs, models, versions);
            }
        }
        return known;
    }

    /** After a failure: the database may have been replaced by one that gave other numbers. */
    synchronized void forget() {
        known = new Numbers(Map.of(), Map.of(), Map.of(), Map.of());
    }

    private Numbers extended(Connection connection, Set<EventLog> logs, Set<String> models, Set<String> versions)
            throws SQLException {
        Map<EventLog, Integer> logNumbers = new HashMap<>(known.logs);
        Map<String, Integer> modelNumbers = new HashMap<>(known.models);
        Map<String, Integer> versionNumbers = new HashMap<>(known.versions);
        Map<String, Map<String, Integer>> tagNumbers = new HashMap<>(known.tags);
        for (EventLog log : logs) {
            if (!logNumbers.containsKey(log)) {
                logNumbers.put(log, number(connection, LOG, log.topic(), log.topicId(), log.partition()));
            }
        }
        for (String digest : models) {
            if (!modelNumbers.containsKey(digest)) {
                modelNumbers.put(digest, number(connection, MODEL, digest));
            }
        }
        for (String version : versions) {
            if (!versionNumbers.containsKey(version)) {
                int number = number(connection, VERSION, version);
                versionNumbers.put(version, number);
                tagNumbers.put(version, tags(connection, number));
            }
        }
        return new Numbers(logNumbers, modelNumbers, versionNumbers, tagNumbers);
    }

    private static int number(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (ResultSet result = statement.executeQuery()) {
                if (!result.next()) {
                    throw new Failure(FailureCode.SCHEMA_INVALID, "the catalog does not know " + List.of(parameters));
                }
                return result.getInt(1);
            }
        }
    }

    private static Map<String, Integer> tags(Connection connection, int version) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(TAGS)) {
            statement.setInt(1, version);
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
