/**
 * From a source's address to its bytes: the first step that touches the outside, so everything here has a limit, and no
 * address is believed. It knows the web, S3 and files; the pipeline sees one {@link io.tagstream.fetch.Fetcher}. Decoding comes next.
 */
@NullMarked
package io.tagstream.fetch;

import org.jspecify.annotations.NullMarked;
