package io.tagstream.pipeline;

import io.tagstream.clip.vision.RgbImage;
import io.tagstream.decode.DecodeLimits;
import io.tagstream.decode.Decoder;
import io.tagstream.decode.ResidentSize;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Decodes so many photos at once as the pipeline does, within its bounds, and says what memory that took: the part of {@link
 * LargePhotosMemoryTest} with a heap of its own. Arguments: decoding threads, photos in memory, photos, and files to take turns.
 */
final class ManyLargePhotos {

    private ManyLargePhotos() {}

    public static void main(String... arguments) throws IOException {
        int threads = Integer.parseInt(arguments[0]);
        int inMemory = Integer.parseInt(arguments[1]);
        int count = Integer.parseInt(arguments[2]);
        List<Path> photos = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            photos.add(Path.of(arguments[3 + i % (arguments.length - 3)]));
        }
        Decoder decoder = new Decoder(DecodeLimits.DEFAULTS, 224).warmedUp();
        long before = ResidentSize.peak();
        try (Workers workers = new Workers(threads, inMemory)) {
            List<Long> pixels = workers.forEach(
                    photos,
                    photo -> workers.inMemory(() -> {
                        byte[] bytes = read(photo);
                        return workers.decode(() -> pixels(decoder.decode(bytes).image()));
                    }));
            long sum = pixels.stream().mapToLong(Long::longValue).sum();
            System.out.printf(
                    "photos %d pixels %d before %d peak %d%n", pixels.size(), sum, before, ResidentSize.peak());
        }
    }

    private static long pixels(RgbImage image) {
        return (long) image.width() * image.height();
    }

    private static byte[] read(Path photo) {
        try {
            return Files.readAllBytes(photo);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
