package io.tagstream.app;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.tagstream.search.SearchLimits;
import io.tagstream.search.SearchSettings;
import java.time.Duration;

/** How photos are looked for; the defaults are those of {@link SearchSettings}, measured in docs/adr/0027. */
@ConfigMapping(prefix = "tagstream.search")
public interface SearchConfig {

    /** Whether this worker makes and merges segments of the index, where pgvector is installed; of all workers, one does. */
    @WithDefault("true")
    boolean index();

    /** Photos without an index from which a segment is made of them. */
    @WithDefault("10000")
    int tail();

    /** Bytes of PostgreSQL's memory that building a segment may take; what fits is the largest segment. */
    @WithDefault("1073741824")
    long buildMemory();

    /** Processes of PostgreSQL that build a segment. */
    @WithDefault("2")
    int buildProcesses();

    /** Of a photo, to its neighbours in the index: m of HNSW. */
    @WithDefault("16")
    int links();

    /** Looked at for each photo while an index is built: ef_construction. */
    @WithDefault("100")
    int buildCandidates();

    /** Looked at in each segment for a question: ef_search. */
    @WithDefault("800")
    int candidates();

    /** Photos that a segment leads to at most where a condition leaves few. */
    @WithDefault("20000")
    int scanPhotos();

    /** Photos that fulfil a condition up to which they are compared one by one. */
    @WithDefault("20000")
    int exactPhotos();

    /** Bytes of embeddings that this worker keeps once it was asked, where there is no pgvector. */
    @WithDefault("536870912")
    long memory();

    /** How often is looked whether there is something to index. */
    @WithDefault("5s")
    Duration pollInterval();

    /** Relevance below which nothing is shown, 0 to 1, unless a request says otherwise; see docs/search.md. */
    @WithDefault("0.5")
    double minRelevance();

    /** Characters of a text that is searched for, and of any other field. */
    @WithDefault("1000")
    int maxTextLength();

    /** Tags, exclusions and facets of one request. */
    @WithDefault("50")
    int maxTerms();

    /** Photos on all pages of one question that something is to be resembled by. */
    @WithDefault("10000")
    int maxDepth();

    /** Photos that pass a filter and are counted by tag and so on; of more, the newest are. */
    @WithDefault("20000")
    int countedPhotos();

    /** Photos that resemble what is searched for and are counted; of more, the nearest are. */
    @WithDefault("1000")
    int countedHits();

    default SearchLimits limits() {
        return new SearchLimits(
                minRelevance(), maxTextLength(), maxTerms(), maxDepth(), countedPhotos(), countedHits());
    }

    default SearchSettings settings() {
        return new SearchSettings(
                index(),
                tail(),
                buildMemory(),
                buildProcesses(),
                links(),
                buildCandidates(),
                candidates(),
                scanPhotos(),
                exactPhotos(),
                memory(),
                pollInterval());
    }
}
