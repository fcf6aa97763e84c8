package io.tagstream.catalog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;

/** The models table: a model is known to the catalog before it makes its first embedding. */
public final class ModelRegistry {

    private static final String INSERT = """
            insert into models (digest, name, dimensions) values (?, ?, ?) on conflict (digest) do nothing
            """;

    private final DataSource dataSource;

    public ModelRegistry(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Makes a model known; does nothing if it is.
     *
     * @param digest what tells this model from every other, see {@code models.digest}
     */
    public void register(String digest, String name, int dimensions) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(INSERT)) {
            statement.setString(1, digest);
            statement.setString(2, name);
            statement.setInt(3, dimensions);
            statement.executeUpdate();
        } catch (SQLException e) {
            throw SqlFailures.of(e);
        }
    }
}
