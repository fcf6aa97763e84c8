package io.tagstream.fetch;

import static io.tagstream.failure.FailureCode.SOURCE_ADDRESS_REFUSED;
import static io.tagstream.failure.FailureCode.SOURCE_REFUSED;
import static io.tagstream.fetch.FetchFailures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tagstream.failure.Failure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.hc.core5.ssl.SSLContexts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people try to reach the worker's neighbours, with a server on loopback that must not be asked. */
class NoWayInTest {

    private static final FetchLimits LIMITS = new FetchLimits(1_000, Duration.ofSeconds(2), Duration.ofSeconds(3));
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

    /** Nothing answers there, and no packet should come so far. */
    private static final InetAddress PUBLIC = InetAddress.ofLiteral("8.8.8.8");

    private PhotoServer server;
    private HttpFetcher open;

    @BeforeEach
    void start() throws IOException {
        server = new PhotoServer();
        server.answer("/secret", 200, new byte[] {1});
        open = new HttpFetcher(LIMITS, FetchCapacity.defaults(), AddressRules.publicOnly());
    }

    @AfterEach
    void stop() {
        open.close();
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "its name, localhost",
        "its name with a dot, localhost.",
        "its address, 127.0.0.1",
        "another of its addresses, 127.8.9.10",
        "the unspecified address, 0.0.0.0",
        "IPv6, [::1]",
        "unspecified IPv6, [::]",
        "IPv4-mapped, [::ffff:127.0.0.1]",
        "IPv4-mapped in hexadecimal, [::ffff:7f00:1]",
        "IPv4-compatible, [::127.0.0.1]",
        "NAT64, [64:ff9b::7f00:1]",
        "6to4, [2002:7f00:1::]",
        "octal, 0177.0.0.1",
        "user info that looks like a host, photos.example@127.0.0.1",
    })
    void noSpellingReachesLoopback(String trick, String host) {
        URI source = URI.create("http://%s:%d/secret".formatted(host, server.port()));

        assertFails(() -> open.fetch(source), SOURCE_ADDRESS_REFUSED);
        assertThat(server.requests()).as(trick).isZero();
    }

    /** Java takes these for no host at all; where it does, they are refused as addresses. */
    @ParameterizedTest
    @ValueSource(strings = {"2130706433", "017700000001", "0x7f000001", "0x7f.1", "127.1", "127.0.1", "①②⑦.0.0.1"})
    void whatJavaDoesNotReadAsAHostIsNoWayEither(String host) {
        URI source = URI.create("http://%s:%d/secret".formatted(host, server.port()));

        assertThat(catchThrowableOfType(Failure.class, () -> open.fetch(source)).code())
                .isIn(SOURCE_REFUSED, SOURCE_ADDRESS_REFUSED);
        assertThat(server.requests()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/latest/meta-data/",
                "http://[fd00:ec2::254]/latest/meta-data/",
                "http://100.100.100.200/",
                "http://10.0.0.1/",
                "http://[fe80::1]/",
                "http://192.168.0.1/"
            })
    void aRedirectIsCheckedAgain(String target) {
        server.redirect("/away", 302, target);

        try (HttpFetcher fetcher = allowing("localhost")) {
            assertFails(() -> fetcher.fetch(server.uri("/away")), SOURCE_ADDRESS_REFUSED);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"file:///etc/passwd", "ftp://localhost/a", "jar:http://localhost/a!/b", "gopher://localhost/"})
    void aRedirectStaysOnTheWeb(String target) {
        server.redirect("/away", 302, target);

        try (HttpFetcher fetcher = allowing("localhost")) {
            assertFails(() -> fetcher.fetch(server.uri("/away")), SOURCE_REFUSED);
        }
    }

    /** The name server answers the check with one address and whoever asks again with another. */
    @Test
    void anAnswerThatChangesAfterTheCheckIsNotAskedFor() {
        ScriptedLookup names = new ScriptedLookup(LOOPBACK, PUBLIC);
        server.answer("/photo", 200, new byte[] {7});

        try (HttpFetcher fetcher = fetcher(AddressRules.allowing(List.of("127.0.0.0/8")), names)) {
            byte[] bytes = fetcher.fetch(URI.create("http://rebind.example:%d/photo".formatted(server.port())))
                    .bytes();

            assertThat(bytes).containsExactly(7);
        }
        assertThat(names.asked).containsExactly("rebind.example");
    }

    @Test
    void anAnswerThatTurnsToLoopbackIsRefusedThen() throws IOException {
        ScriptedLookup names = new ScriptedLookup(PUBLIC, LOOPBACK);
        URI source = URI.create("http://rebind.example:%d/secret".formatted(server.port()));
        CheckedResolver resolver = new CheckedResolver(AddressRules.publicOnly(), names);

        assertThat(resolver.resolve("rebind.example")).containsExactly(PUBLIC);
        try (HttpFetcher fetcher =
                new HttpFetcher(LIMITS, FetchCapacity.defaults(), resolver, SSLContexts.createDefault())) {
            assertFails(() -> fetcher.fetch(source), SOURCE_ADDRESS_REFUSED);
        }
        assertThat(server.requests()).isZero();
        assertThat(names.asked).hasSize(2);
    }

    @Test
    void ofSeveralAddressesOnlyThePermittedAreConnectedTo() throws IOException {
        Lookup both = _ -> new InetAddress[] {InetAddress.ofLiteral("10.0.0.1"), PUBLIC, LOOPBACK};

        assertThat(new CheckedResolver(AddressRules.publicOnly(), both).resolve("photos.example"))
                .containsExactly(PUBLIC);
    }

    @Test
    void aConnectionIsReusedWithoutAnotherLookup() {
        ScriptedLookup names = new ScriptedLookup(LOOPBACK);
        server.answer("/photo", 200, new byte[] {7});
        URI source = URI.create("http://photos.example:%d/photo".formatted(server.port()));

        try (HttpFetcher fetcher = fetcher(AddressRules.allowing(List.of("photos.example")), names)) {
            fetcher.fetch(source);
            fetcher.fetch(source);
        }

        assertThat(server.requests()).isEqualTo(2);
        assertThat(names.asked).hasSize(1);
    }

    @Test
    void theMessageNamesTheSettingAndNotTheAddress() {
        Lookup names = _ -> new InetAddress[] {InetAddress.ofLiteral("10.20.30.40")};

        try (HttpFetcher fetcher = fetcher(AddressRules.publicOnly(), names)) {
            assertThat(assertFails(
                            () -> fetcher.fetch(URI.create("https://anna:secret@intranet.example/a?token=secret")),
                            SOURCE_ADDRESS_REFUSED))
                    .contains("https://intranet.example/a", "tagstream.fetch.allowed-networks")
                    .doesNotContain("10.20.30.40", "secret");
        }
    }

    private static HttpFetcher allowing(String exception) {
        return new HttpFetcher(LIMITS, FetchCapacity.defaults(), AddressRules.allowing(List.of(exception)));
    }

    private static HttpFetcher fetcher(AddressRules rules, Lookup names) {
        return new HttpFetcher(
                LIMITS, FetchCapacity.defaults(), new CheckedResolver(rules, names), SSLContexts.createDefault());
    }

    /** Gives one answer after the other, and remembers who was asked for. */
    private static final class ScriptedLookup implements Lookup {

        private final Queue<InetAddress> answers;
        private final Queue<String> asked = new ConcurrentLinkedQueue<>();

        ScriptedLookup(InetAddress... answers) {
            this.answers = new ConcurrentLinkedQueue<>(List.of(answers));
        }

        @Override
        public InetAddress[] addressesOf(String host) {
            asked.add(host);
            InetAddress answer = answers.poll();
            assertThat(answer)
                    .as("looked up once more than there should be a connection")
                    .isNotNull();
            return new InetAddress[] {answer};
        }
    }
}
