/** A selection of photos in clusters, each with a name from the taxonomy and its most central photos. Knows no REST. */
@NullMarked
package io.tagstream.album;

import org.jspecify.annotations.NullMarked;
