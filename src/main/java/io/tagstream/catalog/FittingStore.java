package io.tagstream.catalog;

import io.tagstream.failure.Failure;
import io.tagstream.failure.FailureCode;
import io.tagstream.tagging.Fitting;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** Fittings: stored once, never changed, named by their content. */
public final class FittingStore {

    private static final String INSERT = """
            insert into fittings (digest, model_no, content, author)
            select ?, model_no, ?::jsonb, ? from models where digest = ?
            on conflict (digest) do nothing
            """;
    private static final String SELECT = """
            select f.fitting_no, f.digest, m.digest, f.author, f.created_at
            from fittings f join models m on m.model_no = f.model_no
            """;
    private static final String CONTENT =
            "select m.digest, f.content from fittings f join models m on m.model_no = f.model_no where f.digest = ?";

    /**
     * A fitting without its content.
     *
     * @param number the catalog's short key
     * @param author who had it fitted, where that was said
     */
    public record StoredFitting(
            int number, String digest, String modelDigest, Optional<String> author, Instant createdAt) {}

    private final DataSource dataSource;

    public FittingStore(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Stores a fitting if it is new.
     *
     * @throws IllegalArgumentException for an empty one: a release without a fitting says the same
     */
    public StoredFitting store(Fitting fitting, Optional<String> author) {
        if (fitting.isEmpty()) {
            throw new IllegalArgumentException("nothing was fitted");
        }
        String digest = fitting.digest();
        return Transactions.call(dataSource, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
                statement.setString(1, digest);
                statement.setString(2, FittingJson.write(fitting));
                statement.setString(3, author.orElse(null));
                statement.setString(4, fitting.modelDigest());
                statement.executeUpdate();
            }
            return select(connection, "where f.digest = ?", digest).stream()
                    .findFirst()
                    .orElseThrow(() -> new Failure(
                            FailureCode.SCHEMA_INVALID, "the catalog does not know model " + fitting.modelDigest()));
        });
    }

    /** The content of a fitting. */
    public Optional<Fitting> read(String digest) {
        return Transactions.ask(dataSource, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(CONTENT)) {
                statement.setString(1, digest);
                try (ResultSet row = statement.executeQuery()) {
                    return row.next()
                            ? Optional.of(FittingJson.read(row.getString(1), row.getString(2)))
                            : Optional.empty();
                }
            }
        });
    }

    /** Those of one model, the newest first. */
    public List<StoredFitting> list(String modelDigest) {
        return Transactions.ask(
                dataSource,
                connection -> select(connection, "where m.digest = ? order by f.fitting_no desc", modelDigest));
    }

    /** Those whose digest begins so: none, one, or a choice. */
    public List<StoredFitting> named(String prefix) {
        return Transactions.ask(
                dataSource,
                connection -> select(connection, "where starts_with(f.digest, ?) order by f.fitting_no", prefix));
    }

    private static List<StoredFitting> select(Connection connection, String condition, String value)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SELECT + condition)) {
            statement.setString(1, value);
            List<StoredFitting> fittings = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    fittings.add(new StoredFitting(
                            row.getInt(1),
                            row.getString(2),
                            row.getString(3),
                            Optional.ofNullable(row.getString(4)),
                            row.getTimestamp(5).toInstant()));
                }
            }
            return fittings;
        }
    }
}
