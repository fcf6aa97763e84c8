package io.tagstream.likeness;

import java.util.Arrays;
import java.util.Optional;

/** What two photos are to each other, strict to loose. Photos that are only similar are none of these: a search finds them. */
public enum LikenessKind {
    SAME_FILE("same-file", "the same file, byte for byte"),
    SAME_PICTURE("same-picture", "the same picture in another file: re-encoded, resized or made a little brighter"),
    NEAR_DUPLICATE("near-duplicate", "nearly the same picture: cropped, written on, lit otherwise, or of one burst");

    private final String word;
    private final String words;

    LikenessKind(String word, String words) {
        this.word = word;
        this.words = words;
    }

    /** As columns, REST and the command line call it. */
    public String word() {
        return word;
    }

    /** The same for people. */
    public String words() {
        return words;
    }

    /** Whether whoever asks for that kind wants this one, too. */
    public boolean isWithin(LikenessKind kind) {
        return compareTo(kind) <= 0;
    }

    public static Optional<LikenessKind> ofWord(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
    }

    static LikenessKind ofColumn(String column) {
        return ofWord(column).orElseThrow(() -> new IllegalStateException("no kind of likeness: " + column));
    }
}
