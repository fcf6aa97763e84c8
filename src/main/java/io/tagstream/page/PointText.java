package io.tagstream.page;

import io.tagstream.api.ProblemException;
import io.tagstream.clip.Embedding;
import java.nio.ByteBuffer;
import java.util.Base64;

/**
 * Where a picture lies in a model's space, as text for an address: so a search by picture can be reloaded, shared and continued on any
 * worker, and nothing of the picture is kept. Half precision is what the catalog has, too.
 */
final class PointText {

    /** Of the model's digest: another model's space is another one, even if it has as many dimensions. */
    private static final int MODEL_DIGITS = 8;

    private PointText() {}

    static String write(Embedding point, String modelDigest) {
        ByteBuffer bytes = ByteBuffer.allocate(point.dimensions() * Short.BYTES);
        for (float value : point.values()) {
            bytes.putShort(Float.floatToFloat16(value));
        }
        return modelDigest.substring(0, MODEL_DIGITS) + "."
                + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /** Reads it back, normalised. */
    static Embedding read(String text, String modelDigest, int dimensions) {
        if (!text.startsWith(modelDigest.substring(0, MODEL_DIGITS) + ".")) {
            throw ProblemException.badRequest("picture was looked at by another model; choose the picture again");
        }
        byte[] bytes = bytes(text.substring(MODEL_DIGITS + 1));
        if (bytes.length != dimensions * Short.BYTES) {
            throw ProblemException.badRequest("picture does not have the model's %d dimensions".formatted(dimensions));
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        float[] values = new float[dimensions];
        double square = 0;
        for (int i = 0; i < dimensions; i++) {
            values[i] = Float.float16ToFloat(buffer.getShort());
            square += values[i] * values[i];
        }
        double length = Math.sqrt(square);
        if (!(length > 0) || Double.isInfinite(length)) {
            throw ProblemException.badRequest("picture is no place in the model's space");
        }
        for (int i = 0; i < dimensions; i++) {
            values[i] = (float) (values[i] / length);
        }
        return new Embedding(values);
    }

    private static byte[] bytes(String base64) {
        try {
            return Base64.getUrlDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw ProblemException.badRequest("picture is not base64; choose the picture again");
        }
    }
}
