package io.tagstream.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/** Roles for people who query the catalog and change nothing (docs/sql.md). */
public final class ReaderRole {

    /** PostgreSQL takes any name, in quotes; what has to be quoted is typed wrongly by somebody. */
    private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]{0,62}");

    private static final String SCRIPT = "/db/reader-role.sql";

    private final DataSource dataSource;

    /** @param dataSource as a role that may make roles, and owns the catalog or is a superuser */
    public ReaderRole(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Whether a role can be called that here: lower-case letters, digits and underscores, 63 at most. */
    public static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /**
     * Makes the role, or brings it up to date.
     *
     * @param password sent as a SCRAM verifier, so that no log of the server has it; without one, the role's stays as it is
     * @throws SQLException if the database refuses; then nothing has changed
     */
    public void grant(String name, Optional<String> password) throws SQLException {
        if (!isName(name)) {
            throw new IllegalArgumentException("no name for a role: " + name);
        }
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                run(connection, name);
                if (password.isPresent()) {
                    connection
                            .unwrap(PGConnection.class)
                            .alterUserPassword(name, password.get().toCharArray(), "scram-sha-256");
                }
                connection.commit();
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        }
    }

    private static void run(Connection connection, String name) throws SQLException {
        try (PreparedStatement setting = connection.prepareStatement("select set_config('tagstream.reader', ?, true)");
                Statement script = connection.createStatement()) {
            setting.setString(1, name);
            setting.execute();
            script.execute(script());
        }
    }

    private static String script() {
        try (InputStream in = ReaderRole.class.getResourceAsStream(SCRIPT)) {
            if (in == null) {
                throw new IllegalStateException(SCRIPT + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
