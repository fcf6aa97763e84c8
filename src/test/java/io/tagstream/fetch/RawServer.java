package io.tagstream.fetch;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.util.Optional;

/** Says the same bytes to whoever connects and hangs up: for answers that no web server would give. */
final class RawServer implements AutoCloseable {

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Optional<String> answer;

    RawServer(String answer) throws IOException {
        this(Optional.of(answer));
    }

    private RawServer(Optional<String> answer) throws IOException {
        this.answer = answer;
        Thread.ofVirtual().start(this::serve);
    }

    /** Connects and then says nothing at all. */
    static RawServer silent() throws IOException {
        return new RawServer(Optional.empty());
    }

    URI uri(String path) {
        return URI.create("http://localhost:" + server.getLocalPort() + path);
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                socket.getInputStream().read(new byte[8_192]);
                if (answer.isEmpty()) {
                    socket.getInputStream().read(); // until the client gives up
                }
                socket.getOutputStream().write(answer.orElse("").getBytes(US_ASCII));
            } catch (SocketException _) {
                // the client gave up, or the test is over
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
