package io.tagstream.clip.hub;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;

/** A small made-up CLIP's repository on a server, a cache folder, and what was heard during downloads. */
final class HubFixture implements AutoCloseable {

    static final ModelName NAME = ModelName.of(HubServer.REPOSITORY);
    static final String WEIGHTS = "model.safetensors";

    /** Enough for several reads of a socket. */
    static final byte[] WEIGHT_BYTES = bytes(3_000_000);

    /** Pauses that do not slow tests down, and a stall that a slow machine does not take for one. */
    static final Patience QUICK = new Patience(4, Duration.ofMillis(1), Duration.ofSeconds(5), Duration.ofSeconds(20));

    final HubServer server = new HubServer();
    final Path cache;
    final Map<String, String> environment = new HashMap<>();
    final List<String> notes = new CopyOnWriteArrayList<>();
    final List<Long> beginnings = new ArrayList<>();

    HubFixture(Path cache) throws IOException {
        this.cache = cache;
        server.put("config.json", "{\"model_type\": \"clip\"}")
                .put("preprocessor_config.json", "{}")
                .put("tokenizer.json", "{\"version\": \"1.0\"}")
                .put("vocab.json", "{\"a\": 0}")
                .put(WEIGHTS, WEIGHT_BYTES)
                .put("pytorch_model.bin", new byte[10])
                .put("README.md", "not needed to run it");
        environment.put("HF_ENDPOINT", server.endpoint().toString());
        environment.put("HF_HUB_CACHE", cache.toString());
    }

    HubModels models() {
        return models(QUICK);
    }

    HubModels models(Patience patience) {
        return new HubModels(HubSettings.of(environment, cache), observer(), patience);
    }

    Path pull() {
        return pull(NAME);
    }

    Path pull(ModelName name) {
        try (HubModels models = models()) {
            return models.pull(name);
        }
    }

    Path repository() {
        return cache.resolve("models--someone--drawn-scenes");
    }

    Path blob(String path, byte[] content) {
        return repository().resolve("blobs").resolve(HubServer.etag(path, content));
    }

    Path partialWeights() {
        Path blob = blob(WEIGHTS, WEIGHT_BYTES);
        return blob.resolveSibling(blob.getFileName() + ".incomplete");
    }

    private PullObserver observer() {
        return new PullObserver() {
            @Override
            public void note(String sentence) {
                notes.add(sentence);
            }

            @Override
            public void begins(HubFile file, long present) {
                if (file.path().equals(WEIGHTS)) {
                    beginnings.add(present);
                }
            }
        };
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(1).nextBytes(bytes);
        return bytes;
    }

    @Override
    public void close() {
        server.close();
    }
}
