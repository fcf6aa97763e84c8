package io.tagstream.fetch;

import static io.tagstream.failure.FailureCode.SOURCE_REFUSED;
import static io.tagstream.failure.FailureCode.SOURCE_UNAVAILABLE;
import static io.tagstream.fetch.FetchFailures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.hc.core5.ssl.SSLContexts;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server whose certificate is for photos.example, signed by itself. */
class TlsTest {

    private static final FetchLimits LIMITS = new FetchLimits(1_000, Duration.ofSeconds(5), Duration.ofSeconds(10));
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    private static Path directory;

    private static HttpsServer server;
    private static SSLContext trusting;

    @BeforeAll
    static void start() throws Exception {
        KeyStore keys = keys();
        trusting = trusting(keys);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(serving(keys)));
        server.createContext("/a.jpg", exchange -> {
            exchange.sendResponseHeaders(200, 1);
            exchange.getResponseBody().write(7);
            exchange.close();
        });
        server.createContext("/down", exchange -> {
            exchange.getResponseHeaders().set("Location", "http://photos.example/a.jpg");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterAll
    static void stop() {
        server.stop(0);
    }

    @Test
    void aCertificateThatIsTrustedAndForThisHostIsFine() {
        try (HttpFetcher fetcher = fetcher(trusting)) {
            assertThat(fetcher.fetch(uri("photos.example", "/a.jpg")).bytes()).containsExactly(7);
        }
    }

    @Test
    void aCertificateForAnotherHostIsNot() {
        try (HttpFetcher fetcher = fetcher(trusting)) {
            assertThat(assertFails(() -> fetcher.fetch(uri("other.example", "/a.jpg")), SOURCE_UNAVAILABLE))
                    .contains("no trusted TLS connection");
        }
    }

    @Test
    void aCertificateThatNobodyTrustsIsNot() {
        try (HttpFetcher fetcher = fetcher(SSLContexts.createDefault())) {
            assertThat(assertFails(() -> fetcher.fetch(uri("photos.example", "/a.jpg")), SOURCE_UNAVAILABLE))
                    .contains("no trusted TLS connection");
        }
    }

    @Test
    void aRedirectKeepsTheEncryption() {
        try (HttpFetcher fetcher = fetcher(trusting)) {
            assertThat(assertFails(() -> fetcher.fetch(uri("photos.example", "/down")), SOURCE_REFUSED))
                    .contains("from https to http");
        }
    }

    private static HttpFetcher fetcher(SSLContext trust) {
        Lookup loopback = _ -> new InetAddress[] {InetAddress.getLoopbackAddress()};
        AddressRules rules = AddressRules.allowing(List.of("photos.example", "other.example"));
        return new HttpFetcher(LIMITS, FetchCapacity.defaults(), new CheckedResolver(rules, loopback), trust);
    }

    private static URI uri(String host, String path) {
        return URI.create("https://" + host + ":" + server.getAddress().getPort() + path);
    }

    /** Made by the JDK's own tool, so that no key lies about and none expires. */
    private static KeyStore keys() throws IOException, GeneralSecurityException, InterruptedException {
        Path file = directory.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=photos.example",
                        "-ext",
                        "SAN=dns:photos.example",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        String.valueOf(PASSWORD))
                .inheritIO()
                .start();
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
        return keys;
    }

    private static SSLContext serving(KeyStore keys) throws GeneralSecurityException {
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private static SSLContext trusting(KeyStore keys) throws GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        try {
            trusted.load(null, null);
        } catch (IOException e) {
            throw new GeneralSecurityException(e);
        }
        trusted.setCertificateEntry("photos", keys.getCertificate(keys.aliases().nextElement()));
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }
}
