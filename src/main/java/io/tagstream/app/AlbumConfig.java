package io.tagstream.app;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.tagstream.album.AlbumSettings;

/** How albums are made; the defaults are those of {@link AlbumSettings}, measured in docs/adr/0029. */
@ConfigMapping(prefix = "tagstream.album")
public interface AlbumConfig {

    /** Photos of a selection that albums are made of; of more, none are made. */
    @WithDefault("20000")
    int maxPhotos();

    /** Photos up to which albums are dense places; more are cut into a number of parts. Time grows with the square. */
    @WithDefault("3000")
    int densityPhotos();

    default AlbumSettings settings() {
        return new AlbumSettings(maxPhotos(), densityPhotos());
    }
}
