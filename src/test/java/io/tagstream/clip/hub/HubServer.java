package io.tagstream.clip.hub;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * Speaks the hub's HTTP interface on loopback: the hub on one port, its storage for large files on another, ranges, revisions,
 * tokens and the headers that the hub explains itself with. It holds one repository.
 */
public final class HubServer implements AutoCloseable {

    public static final String REPOSITORY = "someone/drawn-scenes";
    public static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
    public static final String TOKEN = "hf_for-the-hub-only";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String API = "/api/models/" + REPOSITORY;

    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer hub = server(this::answerAsHub);
    private final HttpServer storage = server(this::answerAsStorage);
    private final Queue<Request> requests = new ConcurrentLinkedQueue<>();

    /** Handlers that answer the next requests instead, one each. */
    final Deque<HttpHandler> atHub = new ConcurrentLinkedDeque<>();

    final Deque<HttpHandler> atStorage = new ConcurrentLinkedDeque<>();

    /** What a repository is like that not everybody may read. */
    volatile Access access = Access.PUBLIC;

    /** Whether the list of files says sizes and hashes, as some mirrors' does not. */
    volatile boolean detailed = true;

    enum Access {
        PUBLIC,
        GATED
    }

    /** A request as it came. */
    record Request(String server, String method, String target, Map<String, List<String>> headers) {

        Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name)).map(List::getFirst);
        }
    }

    public HubServer() throws IOException {}

    /** A repository with the files of a folder. */
    public static HubServer of(Path folder) throws IOException {
        HubServer server = new HubServer();
        try (Stream<Path> contents = Files.list(folder)) {
            for (Path file : contents.toList()) {
                server.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        return server;
    }

    public HubServer put(String path, byte[] content) {
        files.put(path, content);
        return this;
    }

    HubServer put(String path, String content) {
        return put(path, content.getBytes(StandardCharsets.UTF_8));
    }

    void remove(String path) {
        files.remove(path);
    }

    public URI endpoint() {
        return URI.create("http://localhost:" + hub.getAddress().getPort());
    }

    List<Request> requests() {
        return List.copyOf(requests);
    }

    /** Requests for the bytes of a large file. */
    public List<Request> transfers() {
        return requests.stream()
                .filter(request -> request.server.equals("storage"))
                .toList();
    }

    /** Requests for the bytes of any file. */
    public long bodies() {
        return requests.stream()
                .filter(request -> request.method.equals("GET") && !request.target.startsWith("/api/models"))
                .count();
    }

    void forgetRequests() {
        requests.clear();
    }

    /** What the hub keeps in its storage: weights; other files are in git. */
    static boolean isLarge(String path) {
        return path.endsWith(".safetensors") || path.endsWith(".bin");
    }

    static String etag(String path, byte[] content) {
        return isLarge(path)
                ? hash("SHA-256", content)
                : hash("SHA-1", ("blob " + content.length + "\0").getBytes(StandardCharsets.US_ASCII), content);
    }

    /** Sends so many bytes of what it promises, then hangs up. */
    HttpHandler breakingOffAfter(String path, int bytes) {
        return exchange -> {
            byte[] content = files.get(path);
            int offset = Ranges.offset(exchange).orElse(0);
            Ranges.headers(exchange, content.length, offset);
            exchange.getResponseBody().write(content, offset, Math.min(bytes, content.length - offset));
            exchange.getResponseBody().flush();
            exchange.close();
        };
    }

    static HttpHandler status(int status, String... headers) {
        return exchange -> {
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
            }
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        };
    }

    private void answerAsHub(HttpExchange exchange) throws IOException {
        String target = exchange.getRequestURI().getRawPath();
        requests.add(new Request("hub", exchange.getRequestMethod(), target, exchange.getRequestHeaders()));
        HttpHandler other = atHub.poll();
        if (other != null) {
            other.handle(exchange);
            return;
        }
        Optional<String> token =
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"));
        if (token.isPresent() && !token.get().equals("Bearer " + TOKEN)) {
            status(401, "X-Error-Message", "Invalid credentials in Authorization header")
                    .handle(exchange);
        } else if (target.startsWith(API + "/revision/")) {
            answerList(exchange);
        } else if (target.startsWith(API + "/tree/")) {
            send(
                    exchange,
                    JSON.writeValueAsBytes(files.keySet().stream()
                            .sorted()
                            .map(this::treeEntry)
                            .toList()));
        } else if (target.startsWith("/" + REPOSITORY + "/resolve/" + COMMIT + "/")) {
            resolve(exchange, target.substring(target.lastIndexOf('/') + 1), token.isPresent());
        } else if (target.startsWith("/api/resolve-cache/")) {
            file(exchange, target.substring(target.lastIndexOf('/') + 1));
        } else {
            status(token.isPresent() ? 404 : 401, "X-Error-Code", "RepoNotFound")
                    .handle(exchange);
        }
    }

    void answerList(HttpExchange exchange) throws IOException {
        String target = exchange.getRequestURI().getRawPath();
        String revision = target.substring((API + "/revision/").length());
        if (!List.of("main", "refs%2Fpr%2F12", COMMIT).contains(revision)) {
            status(404, "X-Error-Code", "RevisionNotFound").handle(exchange);
            return;
        }
        ObjectNode model =
                JSON.createObjectNode().put("id", REPOSITORY).put("sha", COMMIT).put("private", false);
        files.forEach((path, content) -> {
            ObjectNode file = model.withArray("siblings").addObject().put("rfilename", path);
            if (detailed && isLarge(path)) {
                file.put("blobId", "f".repeat(40)).put("size", content.length);
                file.putObject("lfs")
                        .put("sha256", etag(path, content))
                        .put("size", content.length)
                        .put("pointerSize", 134);
            } else if (detailed) {
                file.put("blobId", etag(path, content)).put("size", content.length);
            }
        });
        send(exchange, JSON.writeValueAsBytes(model));
    }

    private ObjectNode treeEntry(String path) {
        byte[] content = files.get(path);
        ObjectNode file =
                JSON.createObjectNode().put("type", "file").put("path", path).put("size", content.length);
        file.put("oid", isLarge(path) ? "f".repeat(40) : etag(path, content));
        if (isLarge(path)) {
            file.putObject("lfs")
                    .put("oid", etag(path, content))
                    .put("size", content.length)
                    .put("pointerSize", 134);
        }
        return file;
    }

    /** Large files are in storage; others are answered from a cache below another path of the same host. */
    private void resolve(HttpExchange exchange, String path, boolean known) throws IOException {
        if (access == Access.GATED) {
            status(known ? 403 : 401, "X-Error-Code", "GatedRepo").handle(exchange);
            return;
        }
        byte[] content = files.get(path);
        if (content == null) {
            status(404, "X-Error-Code", "EntryNotFound").handle(exchange);
            return;
        }
        exchange.getResponseHeaders().set("X-Repo-Commit", COMMIT);
        exchange.getResponseHeaders().set("X-Linked-Etag", "\"" + etag(path, content) + "\"");
        exchange.getResponseHeaders().set("X-Linked-Size", String.valueOf(content.length));
        String location = isLarge(path)
                ? "http://localhost:" + storage.getAddress().getPort() + "/" + path + "?X-Amz-Signature=secret"
                : "/api/resolve-cache/models/" + REPOSITORY + "/" + COMMIT + "/" + path;
        status(isLarge(path) ? 302 : 307, "Location", location).handle(exchange);
    }

    private void answerAsStorage(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().substring(1);
        requests.add(new Request("storage", exchange.getRequestMethod(), "/" + path, exchange.getRequestHeaders()));
        HttpHandler other = atStorage.poll();
        if (other != null) {
            other.handle(exchange);
        } else {
            exchange.getResponseHeaders()
                    .set("ETag", "\"storage-" + etag(path, files.get(path)).substring(0, 8) + "\"");
            file(exchange, path);
        }
    }

    private void file(HttpExchange exchange, String path) throws IOException {
        byte[] content = files.get(path);
        if (!exchange.getResponseHeaders().containsKey("ETag")) {
            exchange.getResponseHeaders().set("ETag", "\"" + etag(path, content) + "\"");
        }
        exchange.getResponseHeaders().set("X-Repo-Commit", COMMIT);
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", String.valueOf(content.length));
            exchange.sendResponseHeaders(200, -1);
        } else {
            int offset = Ranges.offset(exchange).orElse(0);
            Ranges.headers(exchange, content.length, offset);
            exchange.getResponseBody().write(content, offset, content.length - offset);
        }
        exchange.close();
    }

    private static void send(HttpExchange exchange, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private HttpServer server(HttpHandler handler) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", handler);
        server.setExecutor(threads);
        server.start();
        return server;
    }

    private static String hash(String algorithm, byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            for (byte[] part : parts) {
                digest.update(part);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        hub.stop(0);
        storage.stop(0);
        threads.shutdownNow();
    }
}
