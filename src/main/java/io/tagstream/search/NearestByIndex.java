package io.tagstream.search;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Finds photos with pgvector: segments of the index lead to most, those that no segment has yet are compared one by one. */
final class NearestByIndex implements NearestPhotos {

    private final DataSource dataSource;
    private final SearchSettings settings;

    NearestByIndex(DataSource dataSource, SearchSettings settings) {
        this.dataSource = dataSource;
        this.settings = settings;
    }

    @Override
    public Answer nearest(Question question) {
        return Snapshots.ask(dataSource, connection -> exact(connection, question));
    }

    private static Answer exact(Connection connection, Question question) throws SQLException {
        Page page = new Page(question);
        ExactScan scan = new ExactScan(connection, question, page);
        scan.range(0, Long.MAX_VALUE);
        return new Answer(page.hits(), Way.EXACT, scan.compared(), true);
    }
}
