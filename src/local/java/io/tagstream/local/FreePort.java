package io.tagstream.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Ports of loopback that nobody listens on. */
final class FreePort {

    private FreePort() {}

    static int any() {
        return probe(0);
    }

    /** The port that was asked for, or any other if that one is taken. */
    static int preferably(int port) {
        try {
            return probe(port);
        } catch (UncheckedIOException taken) {
            return any();
        }
    }

    private static int probe(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
