package io.tagstream.app.cli;

import io.tagstream.clip.ClipModel;
import io.tagstream.clip.Embedding;
import io.tagstream.clip.vision.RgbImage;
import io.tagstream.decode.Decoder;
import io.tagstream.failure.Failure;
import io.tagstream.failure.FailureCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Photos on the disk as embeddings, by the decoder and the limits of the worker. May be used by any number of threads. */
final class PhotoFile {

    private final ClipModel model;
    private final Decoder decoder;
    private final long maxBytes;

    PhotoFile(ClipModel model) {
        DecodeSettings settings = DecodeSettings.read();
        this.model = model;
        this.decoder = new Decoder(settings.limits(), model.imageSize());
        this.maxBytes = settings.maxBytes();
    }

    /**
     * Reads, decodes and encodes.
     *
     * @throws Failure where the file cannot be read or is no picture
     */
    Embedding embedding(Path file) {
        return model.embedImages(List.of(prepared(file))).getFirst();
    }

    /**
     * Reads and decodes.
     *
     * @return as {@link ClipModel#embedImages} takes it
     * @throws Failure where the file cannot be read or is no picture
     */
    byte[] prepared(Path file) {
        RgbImage image = image(file);
        try {
            return model.preprocess(image);
        } catch (IllegalArgumentException e) {
            throw new Failure(FailureCode.IMAGE_TOO_ELONGATED, String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * Reads and decodes.
     *
     * @return upright; of a big JPEG, smaller than the original
     * @throws Failure where the file cannot be read or is no picture
     */
    RgbImage image(Path file) {
        return decoder.decode(bytes(file)).image();
    }

    private byte[] bytes(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new Failure(FailureCode.SOURCE_NOT_FOUND, "there is no file " + file);
        }
        try {
            long size = Files.size(file);
            if (size > maxBytes) {
                throw new Failure(
                        FailureCode.SOURCE_TOO_LARGE, "%,d bytes; at most %,d are read".formatted(size, maxBytes));
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new Failure(FailureCode.SOURCE_FORBIDDEN, file + " cannot be read", e);
        }
    }
}
