package io.tagstream.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.clip.vision.RgbImage;
import io.tagstream.photo.ContentHash;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** What Pillow makes of pictures, written by {@code src/test/python/decode_goldens.py}. */
final class Goldens {

    private Goldens() {}

    /** The lines of a table without its header, split into cells. */
    static List<String[]> table(String name) {
        try (InputStream in = Goldens.class.getResourceAsStream("/decode/" + name)) {
            assertThat(in).as(name).isNotNull();
            return new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .skip(1)
                    .map(line -> line.split("\t", -1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void assertHash(RgbImage image, String sha256) {
        assertThat(ContentHash.of(image.pixels())).hasToString(sha256);
    }

    /** Values at a stride, each at most so far from Pillow's, or all of them in the mean ("mean 1"). */
    static void assertClose(RgbImage image, byte[] sample, int stride, String tolerance) {
        byte[] pixels = image.pixels();
        assertThat(sample).hasSize(Math.ceilDiv(pixels.length, stride));
        int largest = 0;
        long sum = 0;
        for (int i = 0; i < sample.length; i++) {
            int difference = Math.abs((pixels[i * stride] & 0xFF) - (sample[i] & 0xFF));
            largest = Math.max(largest, difference);
            sum += difference;
        }
        if (tolerance.startsWith("mean ")) {
            assertThat((double) sum / sample.length).isLessThanOrEqualTo(Double.parseDouble(tolerance.substring(5)));
        } else {
            assertThat(largest).isLessThanOrEqualTo(Integer.parseInt(tolerance));
        }
    }

    /** As in the script: odd and no multiple of 3, so that all three channels are met. */
    static int stride(int length, int samples) {
        int step = Math.max(1, length / samples);
        while (step % 2 == 0 || step % 3 == 0) {
            step++;
        }
        return step;
    }
}
