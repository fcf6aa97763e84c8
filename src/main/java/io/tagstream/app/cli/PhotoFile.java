package io.tagstream.app.cli;

import io.tagstream.clip.ClipModel;
import io.tagstream.clip.Embedding;
import io.tagstream.decode.Decoder;
import io.tagstream.failure.Failure;
import io.tagstream.failure.FailureCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Photos on the disk as embeddings, by the decoder and the limits of the worker. */
final class PhotoFile {

    private final ClipModel model;
    private final Decoder decoder;

    PhotoFile(ClipModel model) {
        this.model = model;
        this.decoder = new Decoder(DecodeSettings.read().limits(), model.imageSize());
    }

    /**
     * Reads, decodes and encodes.
     *
     * @throws Failure where the file cannot be read or is no picture
     */
    Embedding embedding(Path file) {
        byte[] bytes = bytes(file);
        try {
            byte[] pixels = model.preprocess(decoder.decode(bytes).image());
            return model.embedImages(List.of(pixels)).getFirst();
        } catch (IllegalArgumentException e) {
            throw new Failure(FailureCode.IMAGE_TOO_ELONGATED, String.valueOf(e.getMessage()), e);
        }
    }

    private static byte[] bytes(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new Failure(FailureCode.SOURCE_NOT_FOUND, "there is no file " + file);
        }
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new Failure(FailureCode.SOURCE_FORBIDDEN, file + " cannot be read", e);
        }
    }
}
