package io.tagstream.fetch;

import java.net.InetAddress;
import java.util.Arrays;

/**
 * A block of addresses, as CIDR writes them: {@code 10.0.0.0/8}, {@code fc00::/7}, or a single address.
 *
 * @param prefix how many leading bits an address has in common with {@code start}
 */
record Network(InetAddress start, int prefix) {

    Network {
        int bits = start.getAddress().length * Byte.SIZE;
        if (prefix < 0 || prefix > bits) {
            throw new IllegalArgumentException("a prefix of %d bits is not in 0..%d".formatted(prefix, bits));
        }
    }

    /** @throws IllegalArgumentException if the text is no address, alone or with a prefix; no name is looked up */
    static Network of(String text) {
        int slash = text.indexOf('/');
        InetAddress start = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
        int bits = start.getAddress().length * Byte.SIZE;
        return new Network(start, slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1)));
    }

    /** Between families nothing is contained; Java turns an IPv4-mapped IPv6 address into the IPv4 one that it is. */
    boolean contains(InetAddress address) {
        byte[] wanted = start.getAddress();
        byte[] given = address.getAddress();
        int bytes = prefix / Byte.SIZE;
        int rest = prefix % Byte.SIZE;
        return given.length == wanted.length
                && Arrays.equals(wanted, 0, bytes, given, 0, bytes)
                && (rest == 0 || (wanted[bytes] ^ given[bytes]) >> (Byte.SIZE - rest) == 0);
    }
}
