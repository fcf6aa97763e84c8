package io.tagstream.retag;

import io.tagstream.local.LocalDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A server with one catalog that is filled, and any number of copies of it: a test may do to its own what it likes. */
public final class RetagCatalogs {

    private static final String FILLED = "filled";

    private final LocalDatabase database;
    private int copies;

    public RetagCatalogs(LocalDatabase database, int photos) throws SQLException {
        this.database = database;
        execute("create database " + FILLED);
        RetagCatalog.fill(url(FILLED), photos);
    }

    /** Its address, for other processes. */
    public String copy() throws SQLException {
        String name = "copy" + ++copies;
        execute("create database %s template %s".formatted(name, FILLED));
        return url(name);
    }

    private String url(String name) {
        return "jdbc:postgresql://127.0.0.1:" + database.port() + "/" + name;
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
