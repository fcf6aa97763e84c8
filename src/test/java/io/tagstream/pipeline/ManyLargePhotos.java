package io.tagstream.pipeline;

import io.tagstream.clip.vision.RgbImage;
import io.tagstream.decode.DecodeLimits;
import io.tagstream.decode.Decoder;
import io.tagstream.fetch.FetchCapacity;
import io.tagstream.fetch.FetchLimits;
import io.tagstream.fetch.Fetcher;
import io.tagstream.fetch.FileFetcher;
import io.tagstream.fetch.PhotoContent;
import io.tagstream.local.ResidentSize;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Decodes so many photos at once as the pipeline does, within its bounds, and says what memory that took: the part of {@link
 * LargePhotosMemoryTest} with a heap of its own. Arguments: decoding threads, bytes in flight, photos, and files to take turns.
 */
final class ManyLargePhotos {

    private static final int PER_HOST = 16;

    private ManyLargePhotos() {}

    public static void main(String... arguments) throws IOException {
        int threads = Integer.parseInt(arguments[0]);
        long bytesInFlight = Long.parseLong(arguments[1]);
        int count = Integer.parseInt(arguments[2]);
        List<Path> photos = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            photos.add(Path.of(arguments[3 + i % (arguments.length - 3)]));
        }
        Decoder decoder = new Decoder(DecodeLimits.DEFAULTS, 224).warmedUp();
        long before = ResidentSize.peak();
        Fetcher fetcher = new FileFetcher(
                List.of(photos.getFirst().getParent()),
                FetchLimits.DEFAULTS,
                new FetchCapacity(PER_HOST, bytesInFlight));
        try (Workers workers = new Workers(threads)) {
            List<Long> pixels = workers.forEach(photos, photo -> {
                try (PhotoContent content = fetcher.fetch(photo.toUri())) {
                    return workers.decode(
                            () -> pixels(decoder.decode(content.bytes()).image()));
                }
            });
            long sum = pixels.stream().mapToLong(Long::longValue).sum();
            System.out.printf(
                    "photos %d pixels %d before %d peak %d%n", pixels.size(), sum, before, ResidentSize.peak());
        }
    }

    private static long pixels(RgbImage image) {
        return (long) image.width() * image.height();
    }
}
