package io.tagstream.fetch;

import static io.tagstream.failure.FailureCode.SOURCE_SCHEME_UNSUPPORTED;
import static io.tagstream.fetch.FetchFailures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.photo.ContentHash;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SchemeFetcherTest {

    private static final byte[] PHOTO = {1};

    private final SchemeFetcher fetcher = new SchemeFetcher(Map.of("s3", SchemeFetcherTest::photo, "HTTP", _ -> {
        throw new AssertionError("not asked");
    }));

    @Test
    void choosesByTheSchemeInAnyCase() {
        assertThat(fetcher.fetch(URI.create("S3://bucket/key")).bytes()).isEqualTo(PHOTO);
    }

    @Test
    void namesTheSchemesThatItKnowsWhenItKnowsNot() {
        assertThat(assertFails(() -> fetcher.fetch(URI.create("ftp://host/a")), SOURCE_SCHEME_UNSUPPORTED))
                .contains("ftp", "http, s3");
        assertThat(assertFails(() -> fetcher.fetch(URI.create("a.jpg")), SOURCE_SCHEME_UNSUPPORTED))
                .contains("no scheme");
    }

    private static PhotoContent photo(URI source) {
        assertThat(source).hasScheme("S3");
        return new PhotoContent(PHOTO, ContentHash.of(PHOTO));
    }
}
