package io.tagstream.fetch;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Looks a host up once for each connection and gives the client those of its addresses that the rules permit, as numbers: what was
 * checked is what it connects to, so a name server that answers twice in different ways gains nothing.
 */
final class CheckedResolver implements DnsResolver {

    /** The host exists, and none of its addresses may be connected to. */
    static final class AddressRefused extends UnknownHostException {

        private static final long serialVersionUID = 1L;

        AddressRefused(String host) {
            super(host);
        }
    }

    private final AddressRules rules;
    private final Lookup lookup;

    CheckedResolver(AddressRules rules, Lookup lookup) {
        this.rules = rules;
        this.lookup = lookup;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        String name = nameOf(host);
        if (rules.isDisguised(name)) {
            throw new AddressRefused(host);
        }
        InetAddress[] permitted = Arrays.stream(lookup.addressesOf(name))
                .filter(address -> rules.permits(name, address))
                .toArray(InetAddress[]::new);
        if (permitted.length == 0) {
            throw new AddressRefused(host);
        }
        return permitted;
    }

    /** Without brackets; and resolvers disagree on whether the dot after localhost makes it another name. */
    private static String nameOf(String host) {
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        String name = bracketed ? host.substring(1, host.length() - 1) : host;
        return name.equalsIgnoreCase("localhost.") ? "localhost" : name;
    }

    /** Only Kerberos would ask, and nobody is signed in to. */
    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
