package io.tagstream.app.cli;

import io.tagstream.catalog.PhotoFacts;
import io.tagstream.clip.ClipModel;
import io.tagstream.clip.vision.RgbImage;
import io.tagstream.decode.DecodedPhoto;
import io.tagstream.decode.Decoder;
import io.tagstream.failure.Failure;
import io.tagstream.failure.FailureCode;
import io.tagstream.fetch.PhotoContent;
import io.tagstream.photo.ContentHash;
import io.tagstream.pipeline.FactReader;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import javax.imageio.ImageIO;

/** Takes a photo through the steps of the pipeline that need nothing but the photo. */
final class PhotoInspection {

    private static final int USUAL_SIZE = 224;

    private final DecodeSettings settings;
    private final Decoder decoder;
    private final FactReader facts;
    private final Optional<ClipModel> model;
    private final Optional<Path> pixels;

    /** @param pixels where to write what the model is given */
    PhotoInspection(DecodeSettings settings, Optional<ClipModel> model, Optional<Path> pixels) {
        this.settings = settings;
        this.decoder =
                new Decoder(settings.limits(), model.map(ClipModel::imageSize).orElse(USUAL_SIZE)).warmedUp();
        this.facts = new FactReader(settings.positions());
        this.model = model;
        this.pixels = pixels;
    }

    PhotoReport of(Path file) {
        byte[] bytes;
        try {
            long size = Files.size(file);
            if (size > settings.maxBytes() || size == 0) {
                return new PhotoReport.Rejected(file, badSize(size), 0);
            }
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return new PhotoReport.Unreadable(file, "there is no such file");
        } catch (IOException e) {
            return new PhotoReport.Unreadable(file, "could not be read: " + e.getMessage());
        }
        return of(file, new PhotoContent(bytes, ContentHash.of(bytes)));
    }

    private Failure badSize(long size) {
        return size == 0
                ? new Failure(FailureCode.SOURCE_EMPTY, "the file has no bytes")
                : new Failure(
                        FailureCode.SOURCE_TOO_LARGE,
                        "%,d bytes; at most %,d are fetched".formatted(size, settings.maxBytes()));
    }

    private PhotoReport of(Path file, PhotoContent content) {
        long start = System.nanoTime();
        try {
            DecodedPhoto photo = decoder.decode(content.bytes());
            PhotoFacts read = facts.read(content, photo);
            Optional<byte[]> prepared = prepared(photo.image());
            long millis = millisSince(start);
            Optional<Path> saved = prepared.flatMap(each -> pixels.map(folder -> save(folder, file, each)));
            return new PhotoReport.Fine(
                    file, read, photo.image().width(), photo.image().height(), saved, millis);
        } catch (Failure rejection) {
            return new PhotoReport.Rejected(file, rejection, millisSince(start));
        }
    }

    /** Refuses what every model does, even without one. */
    private Optional<byte[]> prepared(RgbImage image) {
        long longer = Math.max(image.width(), image.height());
        int shorter = Math.min(image.width(), image.height());
        if (longer > (long) shorter * ClipModel.MAX_ASPECT_RATIO) {
            throw new Failure(
                    FailureCode.IMAGE_TOO_ELONGATED,
                    "one side is more than %d times the other".formatted(ClipModel.MAX_ASPECT_RATIO));
        }
        return model.map(clip -> clip.preprocess(image));
    }

    private Path save(Path folder, Path file, byte[] planes) {
        int size = model.orElseThrow().imageSize();
        BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
        int plane = size * size;
        for (int i = 0; i < plane; i++) {
            int red = planes[i] & 0xFF;
            int green = planes[plane + i] & 0xFF;
            int blue = planes[2 * plane + i] & 0xFF;
            image.setRGB(i % size, i / size, (red << 16) | (green << 8) | blue);
        }
        Path target = folder.resolve(file.getFileName() + ".png");
        try {
            ImageIO.write(image, "png", target.toFile());
            return target;
        } catch (IOException e) {
            throw new UserError("could not write " + target + ": " + e.getMessage(), e);
        }
    }

    private static long millisSince(long start) {
        return (System.nanoTime() - start) / 1_000_000;
    }
}
