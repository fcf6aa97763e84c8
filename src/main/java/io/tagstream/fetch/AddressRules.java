package io.tagstream.fetch;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which addresses the web may be fetched from: those that are open to everybody, and what somebody allowed by name or network.
 * Events are written by others, and a worker stands where they do not: beside databases and the cloud's metadata service.
 *
 * @see <a href="https://www.iana.org/assignments/iana-ipv4-special-registry">IANA's special-purpose addresses, IPv4</a>
 * @see <a href="https://www.iana.org/assignments/iana-ipv6-special-registry">and IPv6</a>
 */
public final class AddressRules {

    private static final List<Network> NOT_PUBLIC = networks(
            "0.0.0.0/8", // this network; Linux connects it to itself
            "10.0.0.0/8", // private
            "100.64.0.0/10", // carriers' NAT, and the metadata service of Alibaba's cloud
            "127.0.0.0/8", // loopback
            "168.63.129.16/32", // the host of a machine in Azure: public by number only
            "169.254.0.0/16", // link-local, with the metadata services of most clouds
            "172.16.0.0/12", // private
            "192.0.0.0/24", // protocol assignments, and the metadata service of Oracle's cloud
            "192.0.2.0/24", // documentation
            "192.88.99.0/24", // relays of 6to4
            "192.168.0.0/16", // private
            "198.18.0.0/15", // benchmarks
            "198.51.100.0/24", // documentation
            "203.0.113.0/24", // documentation
            "224.0.0.0/4", // multicast
            "240.0.0.0/4", // reserved, and broadcast
            "2001::/23", // protocol assignments, with Teredo, which hides an IPv4 address
            "2001:db8::/32", // documentation
            "2002::/16", // 6to4, which hides an IPv4 address
            "3fff::/20"); // documentation

    /** All of IPv6 that has been given to networks; unique-local, link-local, multicast, NAT64, mapped and so on lie outside. */
    private static final Network GLOBAL_UNICAST = Network.of("2000::/3");

    /** An IPv4 address behind a translator is in the last four bytes. */
    private static final Network NAT64 = Network.of("64:ff9b::/96");

    /** What some resolver might take for an IPv4 address: one part or more, decimal, octal or hexadecimal. */
    private static final Pattern NUMERIC = Pattern.compile("([^:]*\\.)?(\\d+|0x[0-9a-f]*)");

    private static final Pattern DOTTED_QUAD = Pattern.compile("((0|[1-9]\\d{0,2})\\.){3}(0|[1-9]\\d{0,2})");

    private final List<Network> allowedNetworks;
    private final Set<String> allowedHosts;

    private AddressRules(List<Network> allowedNetworks, Set<String> allowedHosts) {
        this.allowedNetworks = List.copyOf(allowedNetworks);
        this.allowedHosts = Set.copyOf(allowedHosts);
    }

    /** The rules with no exception. */
    public static AddressRules publicOnly() {
        return allowing(List.of());
    }

    /**
     * The rules with exceptions.
     *
     * @param exceptions addresses, networks such as {@code 10.1.0.0/16}, or host names, which may then lead anywhere
     * @throws IllegalArgumentException for a network that is none
     */
    public static AddressRules allowing(List<String> exceptions) {
        Set<String> hosts = new HashSet<>();
        List<Network> networks = exceptions.stream()
                .filter(exception -> isNetwork(exception) || !hosts.add(canonical(exception)))
                .map(AddressRules::network)
                .toList();
        return new AddressRules(networks, hosts);
    }

    /** Whether a host is a number that is not written as an address usually is, such as {@code 0x7f.1} or {@code 2130706433}. */
    boolean isDisguised(String host) {
        String name = canonical(host);
        return NUMERIC.matcher(name).matches() && !DOTTED_QUAD.matcher(name).matches();
    }

    /** Whether a connection may be made to this address of this host. */
    boolean permits(String host, InetAddress address) {
        if (allowedHosts.contains(canonical(host)) || isPublic(address)) {
            return true;
        }
        boolean allowed = allowedNetworks.stream().anyMatch(network -> network.contains(address));
        return allowed && (!NAT64.contains(address) || permits(host, translated(address)));
    }

    private static boolean isPublic(InetAddress address) {
        boolean special = NOT_PUBLIC.stream().anyMatch(network -> network.contains(address));
        return switch (address) {
            case Inet4Address _ -> !special;
            case Inet6Address _ -> !special && GLOBAL_UNICAST.contains(address);
            default -> false;
        };
    }

    private static InetAddress translated(InetAddress nat64) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(nat64.getAddress(), 12, 16));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    private static boolean isNetwork(String exception) {
        return exception.contains("/")
                || exception.contains(":")
                || DOTTED_QUAD.matcher(exception).matches();
    }

    private static Network network(String exception) {
        try {
            return Network.of(exception);
        } catch (IllegalArgumentException _) {
            // Without the cause, which says less: this is the last word of a worker that does not start.
            throw new IllegalArgumentException(
                    "tagstream.fetch.allowed-networks: %s is no network such as 10.1.0.0/16 or fd00::/8"
                            .formatted(exception));
        }
    }

    private static List<Network> networks(String... networks) {
        return Arrays.stream(networks).map(Network::of).toList();
    }

    /** Names are compared without regard to case and to the dot that may end them. */
    private static String canonical(String host) {
        String name = host.trim().toLowerCase(Locale.ROOT);
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }
}
