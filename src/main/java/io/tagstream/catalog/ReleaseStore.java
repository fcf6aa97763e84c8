package io.tagstream.catalog;

import io.tagstream.failure.Failure;
import io.tagstream.failure.FailureCode;
import io.tagstream.tagging.ReleaseId;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** Releases: made, completed, brought into force and retired. What they are never changes. */
public final class ReleaseStore {

    /** A release that was retired begins anew: its tags are out of date. */
    private static final String INSERT = """
            insert into releases as r (name, taxonomy, version_no, model_no, fitting_no, base_no, state, author, completed_at)
            select ?, v.taxonomy, v.version_no, m.model_no, f.fitting_no, x.active_release_no, state, ?,
                   case when state = 'complete' then now() end
            from (select case when exists (select from photos where status = 'catalogued')
                                  then 'building' else 'complete' end as state) as catalogue
                     join taxonomy_versions v on v.version = ?
                     join models m on m.digest = ?
                     left join fittings f on f.digest = ?
                     left join taxonomies x on true
            where f.fitting_no is not null or ?::text is null
            on conflict (name) do update set
                base_no = excluded.base_no, state = excluded.state, completed_at = excluded.completed_at
            where r.state = 'retired'
            """;

    private static final String COMPLETE = """
            update releases set state = 'complete', completed_at = now() where release_no = ? and state = 'building'
            """;
    private static final String ACTIVATE = """
            insert into taxonomies as x (taxonomy, active_release_no)
            select taxonomy, release_no from releases where release_no = ?
            on conflict ((true)) do update set
                taxonomy = excluded.taxonomy, active_release_no = excluded.active_release_no,
                previous_release_no = x.active_release_no, activated_at = now()
            """;
    private static final String RETIRE = """
            update releases set state = 'retired', completed_at = null where release_no = ? and state <> 'retired'
            """;
    private static final String FORGET_PREVIOUS =
            "update taxonomies set previous_release_no = null where previous_release_no = ?";
    private static final String PUT_LABELS = "update releases set labels = ? where release_no = ? and labels is null";
    private static final String LABELS_OF_VERSION = """
            select labels from releases where version_no = ? and model_no = ? and labels is not null
            order by release_no limit 1
            """;
    private static final String LABELS = "select labels from releases where release_no = ? and labels is not null";

    /**
     * A change of the release in force.
     *
     * @param before the one that was in force; absent if it is the first
     * @param retired the one that was kept for going back until now, and that nothing keeps up to date any more
     */
    public record Activation(Release release, Optional<Release> before, Optional<Release> retired) {}

    private final DataSource dataSource;

    public ReleaseStore(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** The one in force; absent in a catalog that no worker has started with. */
    public Optional<Release> active() {
        return Transactions.ask(dataSource, ReleaseTable::active);
    }

    /** Those that photos that come in are tagged for, of all models, the oldest first. */
    public List<Release> live() {
        return Transactions.ask(dataSource, ReleaseTable::live);
    }

    /** All there ever were, the newest first. */
    public List<Release> list() {
        return Transactions.ask(dataSource, ReleaseTable::all);
    }

    /** The same, as a transaction sees it. */
    public List<Release> live(Connection connection) throws SQLException {
        return ReleaseTable.live(connection);
    }

    /** One that there is. */
    public Release numbered(Connection connection, int number) throws SQLException {
        return ReleaseTable.numbered(connection, number)
                .orElseThrow(() -> new Failure(FailureCode.SCHEMA_INVALID, "there is no release_no " + number));
    }

    /** Those whose name begins so: none, one, or a choice. */
    public List<Release> named(String prefix) {
        return Transactions.ask(dataSource, connection -> ReleaseTable.named(connection, prefix));
    }

    /** Makes a release live, in a transaction of its own; see {@link #create(Connection, ReleaseId, Optional)}. */
    public Release create(ReleaseId id, Optional<String> author) {
        return Transactions.call(dataSource, connection -> create(connection, id, author));
    }

    /**
     * Makes a release live: from the commit on, photos that come in are tagged for it, and older ones are to be. One that is live
     * stays as it is; one that was retired begins anew.
     *
     * @throws Failure SCHEMA_INVALID if the catalog does not know its version, model or fitting
     */
    public Release create(Connection connection, ReleaseId id, Optional<String> author) throws SQLException {
        ReleaseLocks.hold(connection);
        try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            String fitting = id.fitting().orElse(null);
            statement.setString(1, id.name());
            statement.setString(2, author.orElse(null));
            statement.setString(3, id.version().hash());
            statement.setString(4, id.modelDigest());
            statement.setString(5, fitting);
            statement.setString(6, fitting);
            statement.executeUpdate();
        }
        return ReleaseTable.named(connection, id.name()).stream()
                .findFirst()
                .orElseThrow(() -> new Failure(
                        FailureCode.SCHEMA_INVALID, "the catalog does not know version, model or fitting of " + id));
    }

    /**
     * The release in force; if there is none, this one is made and comes into force. Of many workers that ask this at once, one
     * decides.
     */
    public Release activeOr(ReleaseId first) {
        return Transactions.call(dataSource, connection -> {
            ReleaseLocks.hold(connection);
            Optional<Release> active = ReleaseTable.active(connection);
            if (active.isEmpty()) {
                bringIntoForce(
                        connection, create(connection, first, Optional.empty()).number());
            }
            return ReleaseTable.active(connection).orElseThrow();
        });
    }

    /** Says that all photos have the release's tags. */
    public void complete(Connection connection, int release) throws SQLException {
        ReleaseLocks.hold(connection);
        update(connection, COMPLETE, release);
    }

    /** Brings a release into force, in a transaction of its own; see {@link #activate(Connection, int)}. */
    public Optional<Activation> activate(int release) {
        return Transactions.call(dataSource, connection -> activate(connection, release));
    }

    /**
     * Brings a release into force. The one that was in force stays live, so that going back is the same again; the one before it is
     * retired.
     *
     * @return empty where the release is not complete, or in force already
     */
    public Optional<Activation> activate(Connection connection, int release) throws SQLException {
        ReleaseLocks.hold(connection);
        List<Release> live = ReleaseTable.live(connection);
        Optional<Release> next = live.stream()
                .filter(one -> one.number() == release && one.state() == Release.State.COMPLETE && !one.isActive())
                .findFirst();
        if (next.isEmpty()) {
            return Optional.empty();
        }
        Optional<Release> retired = live.stream()
                .filter(one -> one.standing() == Release.Standing.PREVIOUS && one.number() != release)
                .findFirst();
        bringIntoForce(connection, release);
        if (retired.isPresent()) {
            update(connection, RETIRE, retired.get().number());
        }
        Release active = ReleaseTable.active(connection).orElseThrow();
        return Optional.of(
                new Activation(active, live.stream().filter(Release::isActive).findFirst(), retired));
    }

    /**
     * Stops keeping a release up to date.
     *
     * @return false if it is in force, which cannot be retired, or retired already
     */
    public boolean retire(Connection connection, int release) throws SQLException {
        ReleaseLocks.hold(connection);
        boolean active = ReleaseTable.active(connection)
                .filter(one -> one.number() == release)
                .isPresent();
        if (active) {
            return false;
        }
        update(connection, FORGET_PREVIOUS, release);
        return update(connection, RETIRE, release) == 1;
    }

    /** Retires in a transaction of its own. */
    public boolean retire(int release) {
        return Transactions.call(dataSource, connection -> retire(connection, release));
    }

    /** How the catalog keeps embeddings. */
    public EmbeddingForm embeddingForm() {
        return Transactions.ask(dataSource, EmbeddingTable::form);
    }

    /** The compiled labels, float32, row by row; absent until a worker with the model has made them. */
    public Optional<float[]> labels(int release) {
        return Transactions.ask(dataSource, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(LABELS)) {
                statement.setInt(1, release);
                try (ResultSet result = statement.executeQuery()) {
                    return result.next() ? Optional.of(floats(result.getBytes(1))) : Optional.empty();
                }
            }
        });
    }

    /**
     * The same, of any release of the version and model: what was fitted changes no label.
     *
     * @param version the catalog's short key; so is the model's
     */
    public Optional<float[]> labels(int version, int model) {
        return Transactions.ask(dataSource, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(LABELS_OF_VERSION)) {
                statement.setInt(1, version);
                statement.setInt(2, model);
                try (ResultSet result = statement.executeQuery()) {
                    return result.next() ? Optional.of(floats(result.getBytes(1))) : Optional.empty();
                }
            }
        });
    }

    /** Stores labels unless there are some: whoever was first decides for all, so that all tag with the same numbers. */
    public void putLabels(int release, float[] rows) {
        Transactions.ask(dataSource, connection -> putLabels(connection, release, rows));
    }

    /** The same, with what else is done in a transaction; false if there were some. */
    public boolean putLabels(Connection connection, int release, float[] rows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(PUT_LABELS)) {
            statement.setBytes(1, bytes(rows));
            statement.setInt(2, release);
            return statement.executeUpdate() == 1;
        }
    }

    /** Whether it can be tagged by. */
    public boolean hasLabels(Connection connection, int release) throws SQLException {
        return ReleaseTable.hasLabels(connection, release);
    }

    private static void bringIntoForce(Connection connection, int release) throws SQLException {
        update(connection, ACTIVATE, release);
    }

    private static int update(Connection connection, String sql, int release) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, release);
            return statement.executeUpdate();
        }
    }

    private static byte[] bytes(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }

    private static float[] floats(byte[] bytes) {
        float[] values = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        return values;
    }
}
