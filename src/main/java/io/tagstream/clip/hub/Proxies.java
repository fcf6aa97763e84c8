package io.tagstream.clip.hub;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@code HTTPS_PROXY}, {@code HTTP_PROXY}, {@code ALL_PROXY} and {@code NO_PROXY} as curl and Python read them, which Java does not.
 *
 * @param byScheme the proxy for {@code http} and {@code https} addresses
 * @param direct hosts and domains that are reached without one; {@code *} is all of them
 */
record Proxies(Map<String, InetSocketAddress> byScheme, List<String> direct) {

    static final Proxies NONE = new Proxies(Map.of(), List.of());

    Proxies {
        byScheme = Map.copyOf(byScheme);
        direct = List.copyOf(direct);
    }

    static Proxies of(Map<String, String> environment) {
        Map<String, InetSocketAddress> proxies = new HashMap<>();
        for (String scheme : List.of("http", "https")) {
            variable(environment, scheme + "_proxy")
                    .or(() -> variable(environment, "all_proxy"))
                    .map(value -> address(scheme, value))
                    .ifPresent(address -> proxies.put(scheme, address));
        }
        return new Proxies(
                proxies,
                Stream.of(variable(environment, "no_proxy").orElse("").split(","))
                        .map(host -> host.strip().toLowerCase(Locale.ROOT).replaceFirst("^\\*?\\.", ""))
                        .filter(host -> !host.isEmpty())
                        .toList());
    }

    Optional<InetSocketAddress> proxyFor(URI address) {
        return isDirect(address.getHost().toLowerCase(Locale.ROOT))
                ? Optional.empty()
                : Optional.ofNullable(byScheme.get(address.getScheme()));
    }

    ProxySelector selector() {
        return new ProxySelector() {
            @Override
            public List<Proxy> select(URI address) {
                return List.of(proxyFor(address)
                        .map(proxy -> new Proxy(Proxy.Type.HTTP, proxy))
                        .orElse(Proxy.NO_PROXY));
            }

            @Override
            public void connectFailed(URI address, SocketAddress proxy, IOException failure) {
                // whoever asked hears of it
            }
        };
    }

    private boolean isDirect(String host) {
        return direct.stream().anyMatch(entry -> entry.equals("*") || host.equals(entry) || host.endsWith("." + entry));
    }

    private static Optional<String> variable(Map<String, String> environment, String name) {
        return Stream.of(name, name.toUpperCase(Locale.ROOT))
                .map(key -> environment.getOrDefault(key, "").strip())
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    private static InetSocketAddress address(String scheme, String value) {
        try {
            URI proxy = URI.create(value.contains("://") ? value : "http://" + value);
            if (proxy.getHost() != null && proxy.getUserInfo() == null && "http".equals(proxy.getScheme())) {
                return InetSocketAddress.createUnresolved(proxy.getHost(), proxy.getPort() < 0 ? 80 : proxy.getPort());
            }
        } catch (IllegalArgumentException _) {
            // said below, without quoting it: it may hold a password
        }
        throw new HubException(scheme + "_proxy is no proxy that can be used: http://HOST:PORT, without a password");
    }
}
