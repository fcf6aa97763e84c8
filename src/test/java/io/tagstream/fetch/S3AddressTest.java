package io.tagstream.fetch;

import static io.tagstream.failure.FailureCode.SOURCE_REFUSED;
import static io.tagstream.fetch.FetchFailures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class S3AddressTest {

    @ParameterizedTest
    @CsvSource({
        "s3://photos/a.jpg, photos, a.jpg",
        "s3://my_photos/2026/a%20b.jpg, my_photos, 2026/a b.jpg",
        "S3://photos.example/a+b.jpg, photos.example, a+b.jpg",
        "s3://photos/100%25.jpg, photos, 100%.jpg",
        "s3://photos/a%2520b.jpg, photos, a%20b.jpg",
        "s3://photos/a%3Fb%23c.jpg, photos, a?b#c.jpg",
        "s3://photos/h%C3%A5p.jpg, photos, håp.jpg",
        "s3://photos/håp.jpg, photos, håp.jpg",
        "s3://photos//a//b.jpg, photos, /a//b.jpg",
        "s3://photos/../a.jpg, photos, ../a.jpg"
    })
    void theKeyIsDecodedOnce(String source, String bucket, String key) {
        assertThat(S3Address.of(URI.create(source))).isEqualTo(new S3Address(bucket, key, Optional.empty()));
    }

    @Test
    void aVersionIsNamedByTheQuery() {
        assertThat(S3Address.of(URI.create("s3://photos/a.jpg?versionId=x%2Fy+z"))
                        .versionId())
                .contains("x/y+z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3:a.jpg",
                "s3:///a.jpg",
                "s3://photos",
                "s3://photos/",
                "s3://ab/a.jpg",
                "s3://anna:secret@photos/a.jpg",
                "s3://photos:9000/a.jpg",
                "s3://arn:aws:s3:::photos/a.jpg",
                "s3://photos/a.jpg#b",
                "s3://photos/a.jpg?b",
                "s3://photos/a.jpg?versionId=1&secret"
            })
    void refusesWhatNamesNoObject(String source) {
        assertThat(assertFails(() -> S3Address.of(URI.create(source)), SOURCE_REFUSED))
                .doesNotContain("secret");
    }
}
