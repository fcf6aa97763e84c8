package io.tagstream.catalog;

import io.tagstream.failure.Failure;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Runs work in a transaction, and says what went wrong as a {@link Failure}. */
public final class Transactions {

    /** What is done with a connection; the transaction ends with it. */
    @FunctionalInterface
    public interface Work<T> {

        T with(Connection connection) throws SQLException;
    }

    private Transactions() {}

    /**
     * Commits what the work did, or nothing of it.
     *
     * @throws Failure for what PostgreSQL says
     */
    public static <T> T call(DataSource dataSource, Work<T> work) {
        try {
            return callOrThrow(dataSource, work);
        } catch (SQLException e) {
            throw SqlFailures.of(e);
        }
    }

    /** The same, for callers that look at the exception themselves. */
    static <T> T callOrThrow(DataSource dataSource, Work<T> work) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                T result = work.with(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                rollBack(connection, e);
                throw e;
            }
        }
    }

    /** For questions, which need no transaction. */
    public static <T> T ask(DataSource dataSource, Work<T> work) {
        try (Connection connection = dataSource.getConnection()) {
            return work.with(connection);
        } catch (SQLException e) {
            throw SqlFailures.of(e);
        }
    }

    private static void rollBack(Connection connection, Exception cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }
}
