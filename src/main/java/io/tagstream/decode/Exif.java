package io.tagstream.decode;

import io.tagstream.failure.Failure;
import java.nio.ByteBuffer;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * What the camera wrote beside the picture. All of it may be missing, wrong or made up, and none of it is a reason to refuse a photo:
 * what makes no sense is absent.
 *
 * @param takenAt when the shutter opened, by the camera's clock
 * @param takenOffset what that clock was ahead of UTC, for cameras that say so
 * @param cameraMake at most {@value #MAX_TEXT} characters, none of them a control character
 * @param cameraModel at most {@value #MAX_TEXT} characters, none of them a control character
 */
public record Exif(
        Optional<LocalDateTime> takenAt,
        Optional<ZoneOffset> takenOffset,
        Optional<String> cameraMake,
        Optional<String> cameraModel,
        Optional<Position> position) {

    static final int MAX_TEXT = 100;

    public static final Exif NONE =
            new Exif(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /**
     * Where the camera was.
     *
     * @param latitude degrees, north positive, -90 to 90
     * @param longitude degrees, east positive, -180 to 180
     */
    public record Position(double latitude, double longitude) {

        public Position {
            boolean onEarth = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180; // which NaN is not
            if (!onEarth) {
                throw new IllegalArgumentException("%f, %f is no place on Earth".formatted(latitude, longitude));
            }
        }
    }

    /** Reads it from a file of this format; looks at the bytes once and copies next to nothing. */
    public static Exif of(byte[] file, ImageFormat format) {
        try {
            return ExifBlock.find(file, format)
                    .flatMap(TiffTags::of)
                    .map(Exif::read)
                    .orElse(NONE);
        } catch (Failure damaged) { // the walk to it ended early
            return NONE;
        }
    }

    /** Without what says where somebody was. */
    public Exif withoutPosition() {
        return new Exif(takenAt, takenOffset, cameraMake, cameraModel, Optional.empty());
    }

    private static Exif read(TiffTags tags) {
        TiffTags first = tags.first();
        TiffTags shot = first.directory(ExifFields.SHOT).orElse(first);
        Optional<LocalDateTime> takenAt = ExifFields.time(shot);
        return new Exif(
                takenAt,
                takenAt.flatMap(_ -> ExifFields.offset(shot)),
                ExifFields.text(first, ExifFields.MAKE),
                ExifFields.text(first, ExifFields.MODEL),
                first.directory(ExifFields.GPS).flatMap(ExifFields::position));
    }

    /** For tests: a block without a picture around it. */
    static Exif ofBlock(byte[] tiff) {
        return TiffTags.of(ByteBuffer.wrap(tiff)).map(Exif::read).orElse(NONE);
    }
}
