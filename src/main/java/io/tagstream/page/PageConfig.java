package io.tagstream.page;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The page at {@code /}. */
@ConfigMapping(prefix = "tagstream.page")
public interface PageConfig {

    /** Whether there is a page at all; without it, {@code /} and {@code /ui} answer 404, and REST is what it was. */
    @WithDefault("true")
    boolean enabled();
}
