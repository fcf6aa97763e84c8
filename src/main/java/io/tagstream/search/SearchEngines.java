package io.tagstream.search;

import io.tagstream.catalog.ReleaseStore;
import java.util.Optional;
import javax.sql.DataSource;

/** Finds photos in a catalog, by the way that its column of embeddings allows. */
public final class SearchEngines implements NearestPhotos, AutoCloseable {

    private final NearestPhotos engine;
    private final Optional<IndexMaker> maker;
    private final SearchObserver observer;

    private SearchEngines(NearestPhotos engine, Optional<IndexMaker> maker, SearchObserver observer) {
        this.engine = engine;
        this.maker = maker;
        this.observer = observer;
    }

    /** For whoever asks and leaves the index to others. */
    public static SearchEngines open(DataSource dataSource, SearchSettings settings) {
        return open(dataSource, settings, SearchObserver.NONE);
    }

    /**
     * For a migrated catalog. The index is left to others until {@link #start}.
     *
     * @param dataSource one of whose connections is kept for good by the one process that makes the index
     * @throws io.tagstream.failure.Failure DATABASE_UNAVAILABLE
     */
    public static SearchEngines open(DataSource dataSource, SearchSettings settings, SearchObserver observer) {
        return switch (new ReleaseStore(dataSource).embeddingForm()) {
            case HALF ->
                new SearchEngines(
                        new NearestByIndex(dataSource, settings),
                        settings.index()
                                ? Optional.of(new IndexMaker(dataSource, settings, observer))
                                : Optional.empty(),
                        observer);
            case REAL -> new SearchEngines(new NearestInMemory(dataSource, settings), Optional.empty(), observer);
        };
    }

    /** Begins to make the index, where the settings say so and there can be one. */
    public void start() {
        maker.ifPresent(IndexMaker::start);
    }

    @Override
    public Answer nearest(Question question) {
        long start = System.nanoTime();
        Answer answer = engine.nearest(question);
        observer.answered(answer.way(), System.nanoTime() - start);
        return answer;
    }

    @Override
    public void close() {
        maker.ifPresent(IndexMaker::close);
    }
}
