package io.tagstream.search;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** Tells questions apart, so that a cursor is not taken for another one's. */
final class QuestionDigest {

    private QuestionDigest() {}

    /**
     * The first bytes of SHA-256 over what decides which photos come in which order.
     *
     * @param model its digest: another model has another order
     */
    static long of(Asked asked, String model) {
        String said = String.join(
                "\n",
                model,
                asked.text().toString(),
                asked.photo().toString(),
                asked.picture()
                        .map(point -> Integer.toHexString(Arrays.hashCode(point.values())))
                        .orElse(""),
                asked.filter().toString(),
                asked.minRelevance().toString());
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(said.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(hash).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
