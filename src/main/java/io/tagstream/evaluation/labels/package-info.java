/** What people know of photos, from a folder or a table, and everything in it that could not be understood. */
@NullMarked
package io.tagstream.evaluation.labels;

import org.jspecify.annotations.NullMarked;
