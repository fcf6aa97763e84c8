package io.tagstream.catalog;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Taxonomies that are being worked on. A draft may have mistakes, and nobody overwrites what he has not read. */
public final class DraftStore {

    private static final String SELECT =
            "select taxonomy, definition, based_on, author, revision, updated_at from taxonomy_drafts ";
    private static final String RETURNING = " returning taxonomy, definition, based_on, author, revision, updated_at";
    private static final String INSERT = """
            insert into taxonomy_drafts (taxonomy, definition, based_on, author) values (?, ?, ?, ?)
            on conflict (taxonomy) do nothing""" + RETURNING;
    private static final String UPDATE = """
            update taxonomy_drafts set definition = ?, based_on = ?, author = ?, revision = revision + 1, updated_at = now()
            where taxonomy = ? and revision = ?""" + RETURNING;
    private static final String DELETE = "delete from taxonomy_drafts where taxonomy = ? and revision = ?";

    /**
     * A draft.
     *
     * @param definition YAML as it was sent
     * @param basedOn the hash of the version that it was made from
     * @param author who changed it last, where that was said
     * @param revision counts changes, from 1
     */
    public record Draft(
            String taxonomy,
            String definition,
            Optional<String> basedOn,
            Optional<String> author,
            int revision,
            Instant updatedAt) {}

    private final DataSource dataSource;

    public DraftStore(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    public Optional<Draft> read(String taxonomy) {
        return select("where taxonomy = ?", taxonomy).stream().findFirst();
    }

    /** All, by name. */
    public List<Draft> list() {
        return select("order by taxonomy");
    }

    /**
     * Begins a draft.
     *
     * @return empty if there is one
     */
    public Optional<Draft> begin(
            String taxonomy, String definition, Optional<String> basedOn, Optional<String> author) {
        return changed(INSERT, taxonomy, definition, basedOn.orElse(null), author.orElse(null));
    }

    /**
     * Replaces a draft.
     *
     * @param revision the one that was read
     * @return empty if somebody else has changed or removed it since
     */
    public Optional<Draft> replace(
            String taxonomy, int revision, String definition, Optional<String> basedOn, Optional<String> author) {
        return changed(UPDATE, definition, basedOn.orElse(null), author.orElse(null), taxonomy, revision);
    }

    /**
     * Removes a draft, because it was published or given up.
     *
     * @return false if somebody else has changed or removed it since
     */
    public boolean remove(String taxonomy, int revision) {
        return Transactions.ask(dataSource, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(DELETE)) {
                new Columns(statement).value(taxonomy).value(revision);
                return statement.executeUpdate() == 1;
            }
        });
    }

    private Optional<Draft> changed(String sql, @Nullable Object... values) {
        return Transactions.ask(dataSource, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                for (int i = 0; i < values.length; i++) {
                    statement.setObject(i + 1, values[i]);
                }
                return drafts(statement).stream().findFirst();
            }
        });
    }

    private List<Draft> select(String condition, String... values) {
        return Transactions.ask(dataSource, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(SELECT + condition)) {
                for (int i = 0; i < values.length; i++) {
                    statement.setString(i + 1, values[i]);
                }
                return drafts(statement);
            }
        });
    }

    private static List<Draft> drafts(PreparedStatement statement) throws SQLException {
        List<Draft> drafts = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                drafts.add(new Draft(
                        row.getString(1),
                        row.getString(2),
                        Optional.ofNullable(row.getString(3)),
                        Optional.ofNullable(row.getString(4)),
                        row.getInt(5),
                        row.getTimestamp(6).toInstant()));
            }
        }
        return drafts;
    }
}
