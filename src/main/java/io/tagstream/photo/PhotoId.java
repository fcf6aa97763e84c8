package io.tagstream.photo;

import java.nio.charset.StandardCharsets;

/**
 * The uploader's name for a photo: the Kafka key, the catalog's key, the path of its REST address. An S3 object's is
 * {@code bucket/key}.
 */
public record PhotoId(String value) implements Comparable<PhotoId> {

    /** S3 allows 63 bytes of bucket and 1,024 of key; nothing longer is a name. */
    public static final int MAX_BYTES = 1_088;

    public PhotoId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a photo id may not be blank");
        }
        if (value.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw new IllegalArgumentException("a photo id may have at most " + MAX_BYTES + " bytes");
        }
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a photo id may not contain control characters");
        }
        if (value.codePoints().anyMatch(PhotoId::isHalfACharacter)) {
            throw new IllegalArgumentException("a photo id may not contain half of a surrogate pair");
        }
    }

    /** It has no UTF-8, so that the id would come back from Kafka and PostgreSQL as another one. */
    private static boolean isHalfACharacter(int codePoint) {
        return Character.getType(codePoint) == Character.SURROGATE;
    }

    @Override
    public int compareTo(PhotoId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
