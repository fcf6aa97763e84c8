package io.tagstream.app.cli;

import io.tagstream.clip.ClipModel;
import io.tagstream.clip.Embedding;
import io.tagstream.failure.Failure;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Embeds many photos: all processors decode ahead while the model runs, a batch at a time. */
final class PhotoBatches {

    /** Whoever wants the embeddings; told in the order of the photos. */
    interface Receiver {

        void embedded(int index, Embedding embedding);

        /** The photo cannot be read; the others are not hurt. */
        void failed(int index, Failure failure);
    }

    /** As the worker's default. */
    private static final int BATCH = 16;

    /** Prepared pictures that may wait: those of the next batch, while this one is in the model. */
    private static final int AHEAD = 2 * BATCH;

    private record Waiting(int index, Future<byte[]> pixels) {}

    private final ClipModel model;
    private final PhotoFile files;

    PhotoBatches(ClipModel model, PhotoFile files) {
        this.model = model;
        this.files = files;
    }

    void embed(List<Path> photos, Receiver receiver) {
        try (ExecutorService decoders =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
            Deque<Waiting> waiting = new ArrayDeque<>();
            int next = 0;
            while (next < photos.size() || !waiting.isEmpty()) {
                while (next < photos.size() && waiting.size() < AHEAD) {
                    Path photo = photos.get(next);
                    waiting.add(new Waiting(next++, decoders.submit(() -> files.prepared(photo))));
                }
                embed(waiting, receiver);
            }
        }
    }

    /** Takes a batch off the queue. */
    private void embed(Deque<Waiting> waiting, Receiver receiver) {
        List<Integer> indices = new ArrayList<>();
        List<byte[]> pixels = new ArrayList<>();
        while (pixels.size() < BATCH && !waiting.isEmpty()) {
            Waiting photo = waiting.remove();
            try {
                pixels.add(get(photo.pixels()));
                indices.add(photo.index());
            } catch (Failure e) {
                receiver.failed(photo.index(), e);
            }
        }
        List<Embedding> embeddings = model.embedImages(pixels);
        for (int i = 0; i < embeddings.size(); i++) {
            receiver.embedded(indices.get(i), embeddings.get(i));
        }
    }

    private static byte[] get(Future<byte[]> pixels) {
        try {
            return pixels.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
