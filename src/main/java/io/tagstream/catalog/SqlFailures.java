package io.tagstream.catalog;

import io.tagstream.failure.Failure;
import io.tagstream.failure.FailureCode;
import java.sql.SQLException;
import java.util.Set;

/** Says whose fault an SQLException is, by the SQLSTATE classes of PostgreSQL's appendix A. */
final class SqlFailures {

    /** Connection, authorization (a rotated password), resources, intervention, system error, rollback (deadlock). */
    private static final Set<String> OUTSIDE = Set.of("08", "28", "53", "57", "58", "40");

    /** Not null and check violations: like the data errors of class 22, one row of the batch is to blame. */
    private static final Set<String> ROW = Set.of("23502", "23514");

    /** A primary that was demoted answers that it is read-only until the connection goes to the new one. */
    private static final String READ_ONLY = "25006";

    private SqlFailures() {}

    static Failure of(SQLException e) {
        return new Failure(codeOf(e), "PostgreSQL: " + e.getMessage(), e);
    }

    private static FailureCode codeOf(SQLException e) {
        String state = e.getSQLState();
        // The connection pool's own time-outs carry no state.
        if (state == null || state.length() < 2 || state.equals(READ_ONLY) || OUTSIDE.contains(state.substring(0, 2))) {
            return FailureCode.DATABASE_UNAVAILABLE;
        }
        return state.startsWith("22") || ROW.contains(state) ? FailureCode.CATALOG_REFUSED : FailureCode.SCHEMA_INVALID;
    }
}
