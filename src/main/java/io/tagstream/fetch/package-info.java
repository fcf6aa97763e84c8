/**
 * From a source's address to its bytes: the first step that touches the outside, so everything here has a limit. It knows files
 * and the web; the pipeline sees one {@link io.tagstream.fetch.Fetcher}. Decoding comes next.
 */
@NullMarked
package io.tagstream.fetch;

import org.jspecify.annotations.NullMarked;
