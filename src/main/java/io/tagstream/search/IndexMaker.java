package io.tagstream.search;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.WARNING;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/** Makes segments of an index behind those who store embeddings. Of any number, in any number of processes, one leads. */
final class IndexMaker implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(IndexMaker.class.getName());

    /** Until what PostgreSQL refused is tried again. */
    private static final Duration REFUSED = Duration.ofMinutes(10);

    /** For the end of what is not building an index: that one goes with its connection. */
    private static final Duration END_PATIENCE = Duration.ofSeconds(2);

    private final DataSource dataSource;
    private final SearchSettings settings;
    private final SearchObserver observer;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private volatile Optional<IndexLead> lead = Optional.empty();
    private String refused = "";

    /** Does nothing until {@link #start}. */
    IndexMaker(DataSource dataSource, SearchSettings settings, SearchObserver observer) {
        this.dataSource = dataSource;
        this.settings = settings;
        this.observer = observer;
        this.thread = Thread.ofPlatform()
                .name("search-index")
                .daemon()
                .priority(Thread.MIN_PRIORITY)
                .unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    private void run() {
        while (closing.getCount() > 0) {
            pause(attempt());
        }
        giveUp();
    }

    /** @return how long to wait before the next one */
    private Duration attempt() {
        try {
            boolean more = step();
            refused = "";
            return more ? Duration.ZERO : settings.pollInterval();
        } catch (SQLException e) {
            giveUp();
            return closing.getCount() == 0 ? Duration.ZERO : trouble(e);
        } catch (RuntimeException defect) {
            LOG.log(
                    ERROR,
                    "a defect in Tagstream, met while the search index was made; it will be tried again",
                    defect);
            giveUp();
            return REFUSED;
        }
    }

    private boolean step() throws SQLException {
        if (lead.isEmpty()) {
            lead = IndexLead.take(dataSource, settings, observer);
        }
        Optional<IndexLead> leading = lead;
        return leading.isPresent() && leading.get().step();
    }

    /** Says it once, as long as it is the same. */
    private Duration trouble(SQLException e) {
        String state = Optional.ofNullable(e.getSQLState()).orElse("08");
        boolean away = state.startsWith("08") || state.startsWith("57");
        String message = String.valueOf(e.getMessage());
        if (!refused.equals(state)) {
            LOG.log(
                    WARNING,
                    () -> away
                            ? "the search index waits for PostgreSQL: " + message
                            : "the search index is not made, and photos without it are compared one by one; tried again every %d min: %s"
                                    .formatted(REFUSED.toMinutes(), message));
        }
        refused = state;
        return away ? settings.pollInterval() : REFUSED;
    }

    private void giveUp() {
        Optional<IndexLead> leading = lead;
        try {
            if (leading.isPresent()) {
                observer.left();
                leading.get().close();
            }
        } catch (SQLException gone) {
            LOG.log(WARNING, () -> "the search index was left: " + gone.getMessage());
        } finally {
            lead = Optional.empty();
        }
    }

    private void pause(Duration time) {
        try {
            if (!time.isZero() && closing.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closing.countDown();
        }
    }

    /** An index that is being built goes on in PostgreSQL, and whoever leads next takes it over. */
    @Override
    public void close() {
        closing.countDown();
        if (thread.getState() == Thread.State.NEW) {
            return;
        }
        try {
            thread.join(END_PATIENCE);
            lead.ifPresent(IndexLead::abandon);
            thread.join(END_PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
