package io.tagstream.catalog;

import java.sql.PreparedStatement;
import javax.sql.DataSource;

/** The models table: a model is known to the catalog before it makes its first embedding. */
public final class ModelRegistry {

    private static final String INSERT = """
            insert into models as m (digest, name, dimensions, logit_scale) values (?, ?, ?, ?)
            on conflict (digest) do update set logit_scale = excluded.logit_scale where m.logit_scale is null
            """;

    private final DataSource dataSource;

    public ModelRegistry(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Makes a model known; does nothing if it is.
     *
     * @param digest what tells this model from every other, see {@code models.digest}
     * @param logitScale what its cosines are multiplied by to be logits
     */
    public void register(String digest, String name, int dimensions, double logitScale) {
        Transactions.ask(dataSource, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
                statement.setString(1, digest);
                statement.setString(2, name);
                statement.setInt(3, dimensions);
                statement.setDouble(4, logitScale);
                return statement.executeUpdate();
            }
        });
    }
}
