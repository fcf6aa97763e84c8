package io.tagstream.api;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Limits of the questions that are asked by REST, so that they never slow the flow much. */
@ConfigMapping(prefix = "tagstream.ask")
public interface AskConfig {

    /** Questions answered at a time; each may hold one file or picture. The next one gets 503 and Retry-After. */
    @WithDefault("4")
    int concurrent();

    /** Labels of one classification. */
    @WithDefault("1000")
    int maxLabels();

    /** Texts of one request for embeddings; also prompts that an explanation looks at to find the best ones. */
    @WithDefault("256")
    int maxTexts();

    /** Pictures of one request for embeddings. */
    @WithDefault("16")
    int maxUris();

    /** Characters of a label or text; the model reads a few hundred at most. */
    @WithDefault("2000")
    int maxTextLength();

    /** Texts whose embeddings are remembered. */
    @WithDefault("2000")
    int cachedTexts();
}
