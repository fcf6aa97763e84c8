package io.tagstream.clip;

/**
 * Which model made an embedding.
 *
 * @param name for people
 * @param digest SHA-256 in hexadecimal of all that decides an embedding; only those of equal digests can be compared
 */
public record ModelId(String name, String digest) {

    public ModelId {
        if (name.isBlank() || !digest.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("no name and digest of a model: '%s', '%s'".formatted(name, digest));
        }
    }
}
