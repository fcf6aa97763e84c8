package io.tagstream.page;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/** The page at {@code /}. */
@ConfigMapping(prefix = "tagstream.page")
public interface PageConfig {

    /** Whether there is a page at all; without it, {@code /} and {@code /ui} answer 404, and REST is what it was. */
    @WithDefault("true")
    boolean enabled();

    /** Where thumbnails are kept. Workers of one machine may share it. */
    @WithDefault("${user.home}/.cache/tagstream/thumbnails")
    Path thumbnailCache();

    /** Bytes of thumbnails kept, two gibibytes: some hundred thousand of about 20 KB. What was not asked for longest goes first. */
    @WithDefault("2147483648")
    long thumbnailBytes();

    /** Thumbnails made at a time: each fetches a photo and decodes it, on the threads that decode uploads. */
    @WithDefault("2")
    int thumbnailsAtOnce();

    /** How long a browser waits for its thumbnail's turn; then it is told to ask again later. */
    @WithDefault("20s")
    Duration thumbnailPatience();

    /** How long counts of tags, owners and months may be old: counting takes long in a large catalog, and everybody asks for the same. */
    @WithDefault("10s")
    Duration countsAge();
}
