package io.tagstream.fetch;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;

/** A web server, or an S3, that knows ranges and hangs up when it is told to. */
final class BreakingServer implements AutoCloseable {

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final byte[] photo;
    private final Queue<Integer> breaks = new ArrayDeque<>();
    private final List<Map<String, String>> asked = new CopyOnWriteArrayList<>();
    private volatile String description = "";
    private volatile boolean changes;

    BreakingServer(byte[] photo) throws IOException {
        this.photo = photo.clone();
        describes("ETag: \"one\"\r\nAccept-Ranges: bytes");
        Thread.ofVirtual().start(this::serve);
    }

    /** How many bytes of each answer come, before it hangs up; then all do. Forgets what was asked before. */
    void breaksAfter(Integer... bytes) {
        asked.clear();
        breaks.clear();
        breaks.addAll(List.of(bytes));
    }

    void describes(String headers) {
        description = headers;
    }

    void changesAfterwards() {
        changes = true;
    }

    /** Headers of the requests, names in lower case, and the first line as "". */
    List<Map<String, String>> asked() {
        return asked;
    }

    URI endpoint() {
        return URI.create("http://localhost:" + server.getLocalPort());
    }

    URI uri() {
        return endpoint().resolve("/photo.jpg");
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                answer(socket);
            } catch (SocketException _) {
                // the test is over, or the client has had enough
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    private void answer(Socket socket) throws IOException {
        Map<String, String> request = request(socket);
        int from = Integer.parseInt(request.getOrDefault("range", "bytes=0-").replaceAll("\\D", ""));
        boolean same = !changes || from == 0;
        String status = from == 0 ? "200 OK" : "206 Partial Content";
        if (!same) {
            status = request.containsKey("if-match") ? "412 Precondition Failed" : "200 OK";
            from = 0;
        }
        int length = status.startsWith("412") ? 0 : photo.length - from;
        OutputStream out = socket.getOutputStream();
        out.write(
                "HTTP/1.1 %s\r\n%s\r\nContent-Length: %d\r\nContent-Range: bytes %d-%d/%d\r\nConnection: close\r\n\r\n"
                        .formatted(status, description, length, from, photo.length - 1, photo.length)
                        .getBytes(US_ASCII));
        Integer some = breaks.poll();
        out.write(photo, from, some == null ? length : Math.min(some, length));
        out.flush();
    }

    private Map<String, String> request(Socket socket) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
        Map<String, String> request = new HashMap<>();
        request.put("", String.valueOf(lines.readLine()));
        for (String line = lines.readLine(); line != null && !line.isEmpty(); line = lines.readLine()) {
            String[] header = line.split(":", 2);
            request.put(header[0].toLowerCase(Locale.ROOT), header[1].trim());
        }
        asked.add(request);
        return request;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
