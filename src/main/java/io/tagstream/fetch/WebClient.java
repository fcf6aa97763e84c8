package io.tagstream.fetch;

import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * The client that asks web servers, with everything off that it would do on its own: following redirects, trying again, unpacking,
 * keeping cookies, signing in, upgrading, and using a proxy, which would resolve names behind our back. HTTP/1.1 only: one
 * transfer per connection, so that abandoning one hurts no other.
 */
final class WebClient {

    /** What a server may say before its body: longer lines and more of them are an attack on memory. */
    private static final Http1Config HEADERS = Http1Config.custom()
            .setMaxLineLength(16 << 10)
            .setMaxHeaderCount(200)
            .setMaxEmptyLineCount(10)
            .build();

    /** So that a host whose address changed is looked up again. */
    private static final TimeValue CONNECTION_LIFE = TimeValue.ofMinutes(5);

    private static final TimeValue IDLE = TimeValue.ofSeconds(30);

    private WebClient() {}

    static CloseableHttpClient create(FetchLimits limits, int perHost, CheckedResolver resolver, SSLContext trust) {
        return HttpClients.custom()
                .setConnectionManager(connections(limits, perHost, resolver, trust))
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setAuthenticationEnabled(false)
                        .setProtocolUpgradeEnabled(false)
                        .setConnectionRequestTimeout(Timeout.of(limits.deadline()))
                        .build())
                .setUserAgent("Tagstream")
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableContentCompression()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableConnectionState()
                .evictIdleConnections(IDLE)
                .build();
    }

    private static PoolingHttpClientConnectionManager connections(
            FetchLimits limits, int perHost, CheckedResolver resolver, SSLContext trust) {
        Timeout connect = Timeout.of(limits.connectTimeout());
        Timeout silence = Timeout.of(limits.deadline());
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                        .http1Config(HEADERS)
                        .build())
                .setDnsResolver(resolver)
                .setTlsSocketStrategy(new DefaultClientTlsStrategy(trust))
                .setDefaultTlsConfig(
                        TlsConfig.custom().setHandshakeTimeout(connect).build())
                .setDefaultSocketConfig(
                        SocketConfig.custom().setSoTimeout(silence).build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(connect)
                        .setSocketTimeout(silence)
                        .setTimeToLive(CONNECTION_LIFE)
                        .build())
                .setMaxConnPerRoute(perHost)
                .setMaxConnTotal(Integer.MAX_VALUE) // what bounds them is the number of photos in flight
                .build();
    }
}
