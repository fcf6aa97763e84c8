/** The page that the worker serves: templates over what REST knows, and thumbnails. */
@NullMarked
package io.tagstream.page;

import org.jspecify.annotations.NullMarked;
