package io.tagstream.fetch;

import static io.tagstream.failure.FailureCode.SOURCE_SCHEME_UNSUPPORTED;

import io.tagstream.failure.Failure;
import io.tagstream.photo.SourceName;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Chooses the fetcher by the source's scheme, which is compared without regard to case. */
public final class SchemeFetcher implements Fetcher {

    private final SortedMap<String, Fetcher> fetchers = new TreeMap<>();

    /** @param fetchers by scheme, without the colon */
    public SchemeFetcher(Map<String, Fetcher> fetchers) {
        fetchers.forEach((scheme, fetcher) -> this.fetchers.put(scheme.toLowerCase(Locale.ROOT), fetcher));
    }

    @Override
    public PhotoContent fetch(URI source) {
        String scheme = source.getScheme() == null ? "" : source.getScheme().toLowerCase(Locale.ROOT);
        Fetcher fetcher = fetchers.get(scheme);
        if (fetcher == null) {
            throw new Failure(
                    SOURCE_SCHEME_UNSUPPORTED,
                    "%s has %s; sources may be %s"
                            .formatted(
                                    SourceName.of(source),
                                    scheme.isEmpty() ? "no scheme" : "the scheme " + scheme,
                                    String.join(", ", fetchers.keySet())));
        }
        return fetcher.fetch(source);
    }
}
