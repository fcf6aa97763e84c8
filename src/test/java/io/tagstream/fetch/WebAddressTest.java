package io.tagstream.fetch;

import static io.tagstream.failure.FailureCode.SOURCE_REFUSED;
import static io.tagstream.fetch.FetchFailures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebAddressTest {

    @ParameterizedTest
    @CsvSource({
        "http://anna:secret@host/a.jpg, http://host/a.jpg",
        "HTTPS://host:8443/a%2Fb?x=%20y#part, https://host:8443/a%2Fb?x=%20y",
        "http://host, http://host/",
        "http://[::1]:8080/a, http://[::1]:8080/a",
        "http://host/ä.jpg, http://host/%C3%A4.jpg"
    })
    void asksWithoutUserInfoAndFragment(String source, String asked) {
        assertThat(WebAddress.of(URI.create(source)).uri()).hasToString(asked);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http:///a.jpg", "http:a.jpg", "http://my_host/a.jpg", "ftp://host/a.jpg", "a.jpg"})
    void refusesWhatIsNoWebAddress(String source) {
        assertFails(() -> WebAddress.of(URI.create(source)), SOURCE_REFUSED);
    }

    @ParameterizedTest
    @CsvSource({
        "http://host/a/b?q, c, http://host/a/c",
        "http://host/a/b, /c?d=e, http://host/c?d=e",
        "http://host/a/b, //other/c, http://other/c",
        "http://host/a/b, https://anna:secret@other/c, https://other/c",
        "https://host/a/b, https://other/c, https://other/c"
    })
    void followsRedirectsRelativeAndAbsolute(String from, String location, String to) {
        assertThat(WebAddress.of(URI.create(from)).redirectedTo(location).uri()).hasToString(to);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://host/a", "file:///etc/passwd", "ftp://host/a", "https://a b/", "jar:file:x", "data:,x"})
    void refusesRedirectsThatLoseEncryptionOrLeaveTheWeb(String location) {
        assertFails(() -> WebAddress.of(URI.create("https://host/a")).redirectedTo(location), SOURCE_REFUSED);
    }

    @Test
    void aRefusedRedirectShowsNoSecretOfEitherSide() {
        WebAddress from = WebAddress.of(URI.create("https://anna:secret@host/a?secret"));

        assertThat(assertFails(() -> from.redirectedTo("http://anna:secret@other/b?secret"), SOURCE_REFUSED))
                .contains("https://host/a", "http://other/b")
                .doesNotContain("secret");
    }
}
