package io.tagstream.likeness;

import io.tagstream.clip.Embedding;
import io.tagstream.decode.PictureCells;
import io.tagstream.photo.ContentHash;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Optional;

/**
 * What of a photo is compared with others.
 *
 * @param photo its photo_no
 * @param hash perceptual; 0 where it has none, as of one colour
 * @param cells the picture as a mosaic; absent of photos from before there were any
 * @param width pixels, upright
 * @param height pixels, upright
 * @param embedding of the model in force
 */
record Fingerprint(
        long photo,
        ContentHash content,
        long hash,
        Optional<PictureCells> cells,
        int width,
        int height,
        Optional<Shot> shot,
        Embedding embedding) {

    Fingerprint {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("photo_no %d is %d × %d".formatted(photo, width, height));
        }
    }

    /** When which camera took it, by the camera's clock. */
    record Shot(LocalDateTime at, String camera) {

        Optional<Double> secondsApart(Shot other) {
            return camera.equals(other.camera)
                    ? Optional.of(Math.abs(Duration.between(at, other.at).toMillis()) / 1_000.0)
                    : Optional.empty();
        }
    }
}
