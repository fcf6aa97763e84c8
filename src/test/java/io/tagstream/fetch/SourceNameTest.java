package io.tagstream.fetch;

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
}
