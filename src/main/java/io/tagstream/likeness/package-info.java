/** Photos that show the same: the same file, the same picture, or nearly the same. Groups of them, each with its best. Knows no REST. */
@NullMarked
package io.tagstream.likeness;

import org.jspecify.annotations.NullMarked;
