package io.tagstream.fetch;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** What a host's name stands for. */
@FunctionalInterface
interface Lookup {

    /**
     * All addresses of a host.
     *
     * @param host a name, or an address as text, IPv6 without brackets
     */
    InetAddress[] addressesOf(String host) throws UnknownHostException;
}
