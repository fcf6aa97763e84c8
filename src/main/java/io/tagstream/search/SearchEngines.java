package io.tagstream.search;

import io.tagstream.catalog.EmbeddingForm;
import io.tagstream.catalog.ReleaseStore;
import javax.sql.DataSource;

/** Finds photos in a catalog, by the way that its column of embeddings allows. */
public final class SearchEngines implements NearestPhotos, AutoCloseable {

    private final NearestPhotos engine;
    private final SearchObserver observer;

    private SearchEngines(NearestPhotos engine, SearchObserver observer) {
        this.engine = engine;
        this.observer = observer;
    }

    /** For whoever asks and leaves the index to others. */
    public static SearchEngines open(DataSource dataSource, SearchSettings settings) {
        return open(dataSource, settings, SearchObserver.NONE);
    }

    /**
     * For a migrated catalog.
     *
     * @param dataSource one of whose connections is kept for good by the one process that makes the index
     * @throws io.tagstream.failure.Failure DATABASE_UNAVAILABLE
     */
    public static SearchEngines open(DataSource dataSource, SearchSettings settings, SearchObserver observer) {
        EmbeddingForm form = new ReleaseStore(dataSource).embeddingForm();
        NearestPhotos engine =
                switch (form) {
                    case HALF -> new NearestByIndex(dataSource, settings);
                    case REAL -> new NearestInMemory(dataSource, settings);
                };
        return new SearchEngines(engine, observer);
    }

    @Override
    public Answer nearest(Question question) {
        long start = System.nanoTime();
        Answer answer = engine.nearest(question);
        observer.answered(answer.way(), System.nanoTime() - start);
        return answer;
    }

    @Override
    public void close() {}
}
