package io.tagstream.photo;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceNameTest {

    @ParameterizedTest
    @CsvSource({
        "https://anna:secret@photos.example/a.jpg?signature=secret#secret, https://photos.example/a.jpg",
        "https://anna:se%40cret@my_host:8080/a.jpg, https://my_host:8080/a.jpg",
        "http://[::1]:80/a%20b.jpg, http://[::1]:80/a%20b.jpg",
        "file:///photos/a.jpg, file:/photos/a.jpg",
        "a/b.jpg?secret, a/b.jpg",
        "mailto:secret@photos.example, mailto:…"
    })
    void showsNoSecret(String source, String name) {
        assertThat(SourceName.of(URI.create(source))).isEqualTo(name);
    }

    @Test
    void staysShort() {
        assertThat(SourceName.of(URI.create("http://photos.example/" + "a".repeat(9_000))))
                .hasSize(301);
    }

    @ParameterizedTest
    @CsvSource({
        "https://anna:secret@photos.example/a.jpg, https://photos.example/a.jpg",
        "https://photos.example/a.jpg?w=100&h=50, https://photos.example/a.jpg?w=100&h=50",
        "https://b.example/a?X-Amz-Date=1&X-Amz-Signature=secret, https://b.example/a?X-Amz-Date=1&X-Amz-Signature=hidden",
        "https://b.example/a?X-Amz-Security-Token=secret&x, https://b.example/a?X-Amz-Security-Token=hidden&x",
        "https://b.example/a?X-Goog-Credential=secret, https://b.example/a?X-Goog-Credential=hidden",
        "https://b.example/a?sv=1&sig=secret%3D, https://b.example/a?sv=1&sig=hidden",
        "https://b.example/a?Key-Pair-Id=K&Policy=secret, https://b.example/a?Key-Pair-Id=K&Policy=hidden",
        "https://b.example/a?api_key=secret, https://b.example/a?api_key=hidden",
        "https://b.example/a?access_token=secret, https://b.example/a?access_token=hidden",
        "https://b.example/a#secret, https://b.example/a",
        "s3://my_photos/a%20b.jpg?versionId=1, s3://my_photos/a%20b.jpg?versionId=1",
        "file:///photos/a.jpg, file:///photos/a.jpg"
    })
    void rowsAndEventsKeepTheAddressAndNoSecret(String source, String published) {
        assertThat(SourceName.published(URI.create(source))).isEqualTo(published);
    }
}
