package io.tagstream.album;

/**
 * Bounds of albums, measured in docs/adr/0029.
 *
 * @param maxPhotos of a selection; clustering takes time in proportion to them, and memory
 * @param densityPhotos up to which albums are dense places, whatever their number; its time grows with the square of the photos. More are cut
 *     into a number of parts
 */
public record AlbumSettings(int maxPhotos, int densityPhotos) {

    public static final AlbumSettings DEFAULTS = new AlbumSettings(20_000, 3_000);

    public AlbumSettings {
        if (Math.min(maxPhotos, densityPhotos) < 1) {
            throw new IllegalArgumentException("max-photos and density-photos are at least 1");
        }
    }
}
