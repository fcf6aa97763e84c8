package io.tagstream.clip.hub;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The three questions to a hub: what does a repository hold, what is a file, and its bytes. */
final class HubClient implements AutoCloseable {

    /** A listing has some 300 bytes for each file. */
    private static final int MAX_LISTING_BYTES = 16 << 20;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HubSettings settings;
    private final Patience patience;
    private final PullObserver observer;
    private final HubHttp http;

    HubClient(HubSettings settings, Patience patience, PullObserver observer) {
        this.settings = settings;
        this.patience = patience;
        this.observer = observer;
        this.http = new HubHttp(settings, patience.stall());
    }

    /**
     * What a repository holds at a revision.
     *
     * @throws UnreachableException where the hub does not answer
     * @throws HubException where it says no
     */
    Listing list(ModelName name) {
        URI address = URI.create("%s/api/models/%s/revision/%s?blobs=true"
                .formatted(settings.endpoint(), name.repository(), encoded(name.revision())));
        return attempts("the list of files of %s at %s".formatted(name, settings.endpoint()))
                .call(() -> listOnce(name, address));
    }

    private Listing listOnce(ModelName name, URI address) throws IOException {
        HttpResponse<InputStream> response = http.get(address, Map.of());
        try (InputStream body = response.body();
                StallGuard _ = new StallGuard(body, patience.stall())) {
            new HubAnswer(settings, name).require(response, "the list of files", http.isHub(response.uri()));
            byte[] bytes = body.readNBytes(MAX_LISTING_BYTES);
            return listing(JSON.readTree(bytes));
        } catch (JsonProcessingException e) {
            throw new HubException(
                    "%s answers with something other than JSON; is it a hub?".formatted(settings.endpoint()), e);
        }
    }

    private static Listing listing(JsonNode model) {
        List<Listing.Entry> entries = new ArrayList<>();
        for (JsonNode file : model.path("siblings")) {
            JsonNode lfs = file.path("lfs");
            entries.add(new Listing.Entry(
                    file.path("rfilename").asText(),
                    lfs.path("size").asLong(file.path("size").asLong(-1)),
                    lfs.path("sha256").asText(file.path("blobId").asText())));
        }
        return new Listing(model.path("sha").asText(), entries);
    }

    /** A file, of which the list says no size or hash, as the headers of its own address tell them. */
    HubFile describe(ModelName name, String commit, String path) {
        return attempts(path).call(() -> {
            HttpResponse<InputStream> response = http.head(address(name, commit, path));
            response.body().close();
            new HubAnswer(settings, name).require(response, path, true);
            HttpHeaders headers = response.headers();
            return new HubFile(
                    path,
                    headers.firstValueAsLong("X-Linked-Size").orElseGet(() -> headers.firstValueAsLong("Content-Length")
                            .orElse(-1)),
                    headers.firstValue("X-Linked-Etag")
                            .or(() -> headers.firstValue("ETag"))
                            .map(etag -> etag.replaceFirst("^W/", "").replace("\"", ""))
                            .orElse(""));
        });
    }

    /**
     * Opens a file at an offset; one try. The answer may be the whole file all the same, which its status (200, not 206) tells.
     *
     * @param validator of an earlier answer, so that bytes of another content are not appended to what it gave
     * @throws IOException for what may pass
     */
    HttpResponse<InputStream> open(ModelName name, String commit, HubFile file, long offset, Optional<String> validator)
            throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        if (offset > 0) {
            headers.put("Range", "bytes=%d-".formatted(offset));
            validator.ifPresent(etag -> headers.put("If-Range", etag));
        }
        HttpResponse<InputStream> response = http.get(address(name, commit, file.path()), headers);
        try {
            if (response.statusCode() != 416) {
                new HubAnswer(settings, name).require(response, file.path(), http.isHub(response.uri()));
            }
            return response;
        } catch (IOException | HubException e) {
            response.body().close();
            throw e;
        }
    }

    Attempts attempts(String what) {
        return new Attempts(what, patience, observer);
    }

    private URI address(ModelName name, String commit, String path) {
        return URI.create("%s/%s/resolve/%s/%s".formatted(settings.endpoint(), name.repository(), commit, path));
    }

    /** A slash in a revision is part of its name, not of the address. */
    private static String encoded(String revision) {
        return URLEncoder.encode(revision, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        http.close();
    }
}
