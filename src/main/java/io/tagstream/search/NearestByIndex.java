package io.tagstream.search;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Finds photos with pgvector: the index leads to most, what it does not have yet is compared one by one. Where few photos fulfil the
 * condition, these are compared one by one instead.
 */
final class NearestByIndex implements NearestPhotos {

    /** Where the index led to too little, as many times more photos are compared than would have been before. */
    private static final int LAST_RESORT = 10;

    /** So many times too many, by statistics that are rarely that wrong. */
    private static final int CERTAIN = 2;

    private final DataSource dataSource;
    private final SearchSettings settings;

    NearestByIndex(DataSource dataSource, SearchSettings settings) {
        this.dataSource = dataSource;
        this.settings = settings;
    }

    @Override
    public Answer nearest(Question question) {
        return Snapshots.ask(dataSource, connection -> {
            List<Segment> segments = SegmentTable.usable(connection, question.model());
            if (segments.isEmpty()) {
                return everything(connection, question);
            }
            if (question.condition().restricts() && mayBeFew(connection, question)) {
                Optional<Answer> answer = few(connection, question, settings.exactPhotos());
                if (answer.isPresent()) {
                    return answer.get();
                }
            }
            return byIndex(connection, question, segments);
        });
    }

    /** Where the statistics say that there are many times more, counting them would take longer than to follow the index. */
    private boolean mayBeFew(Connection connection, Question question) throws SQLException {
        return Conditions.estimate(connection, question.condition()) <= (double) CERTAIN * settings.exactPhotos();
    }

    private static Answer everything(Connection connection, Question question) throws SQLException {
        Page page = new Page(question);
        ExactScan scan = new ExactScan(connection, question, page);
        scan.everything();
        return new Answer(page.hits(), Way.EXACT, scan.compared(), true);
    }

    /** Compares the photos that fulfil the condition; empty if they are more than these. */
    private static Optional<Answer> few(Connection connection, Question question, int most) throws SQLException {
        Optional<long[]> photos = Conditions.few(connection, question.condition(), most);
        if (photos.isEmpty()) {
            return Optional.empty();
        }
        Page page = new Page(question);
        ExactScan scan = new ExactScan(connection, question, page);
        scan.listed(photos.get());
        return Optional.of(new Answer(page.hits(), Way.EXACT, scan.compared(), true));
    }

    private Answer byIndex(Connection connection, Question question, List<Segment> segments) throws SQLException {
        Page page = new Page(question);
        ExactScan rest = new ExactScan(connection, question, page);
        for (Segment.Range range : Segment.others(segments)) {
            rest.range(range.first(), range.last());
        }
        SegmentScan scan = new SegmentScan(connection, question, settings);
        scan.prepare();
        boolean complete = true;
        for (Segment segment : segments) {
            complete &= scan.offer(segment, page);
        }
        if (!complete && !page.isFull()) {
            scan.end();
            Optional<Answer> answer = few(
                    connection,
                    question,
                    Math.clamp((long) LAST_RESORT * settings.exactPhotos(), 0, Integer.MAX_VALUE - 1));
            if (answer.isPresent()) {
                return answer.get();
            }
        }
        return new Answer(page.hits(), Way.INDEX, rest.compared(), complete || page.isFull());
    }
}
