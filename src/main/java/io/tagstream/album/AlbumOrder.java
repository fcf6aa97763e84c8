package io.tagstream.album;

import java.util.OptionalInt;

/**
 * How albums are to be made.
 *
 * @param count of albums, if so many are to be made of all photos; absent to find how many there are
 * @param minSize photos of the smallest album, where it is to be found how many there are; by the number of photos if absent
 */
public record AlbumOrder(OptionalInt count, OptionalInt minSize) {

    public static final AlbumOrder ANY = new AlbumOrder(OptionalInt.empty(), OptionalInt.empty());

    static final int MAX_ALBUMS = 200;
    static final int MAX_MIN_SIZE = 1_000;

    /** Throws {@link NoAlbums}, which names the field, for what cannot be ordered. */
    public AlbumOrder {
        require("k", count, MAX_ALBUMS);
        require("min-size", minSize, MAX_MIN_SIZE);
        if (count.isPresent() && minSize.isPresent()) {
            throw new NoAlbums(
                    "min-size", "is given beside k; with k, all photos are put into so many albums, however small");
        }
    }

    private static void require(String field, OptionalInt value, int most) {
        value.ifPresent(number -> {
            if (number < 2 || number > most) {
                throw new NoAlbums(field, "is %,d; it has to be from 2 to %,d".formatted(number, most));
            }
        });
    }
}
