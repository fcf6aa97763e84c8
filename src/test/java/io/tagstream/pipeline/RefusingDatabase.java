package io.tagstream.pipeline;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** Gives no connection, but one SQLSTATE after the other; to be asked more often is an error of the test. */
final class RefusingDatabase implements DataSource {

    static final String AWAY = "08001";
    static final String UNKNOWN_TABLE = "42P01";

    private final Queue<String> states;

    RefusingDatabase(String... states) {
        this.states = new ArrayDeque<>(List.of(states));
    }

    boolean wasAskedForAll() {
        return states.isEmpty();
    }

    @Override
    public synchronized Connection getConnection() throws SQLException {
        throw new SQLException("as planned", states.remove());
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return getConnection();
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public void setLogWriter(PrintWriter out) {}

    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
