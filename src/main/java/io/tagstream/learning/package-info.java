/**
 * What the catalog and its people teach: calibrations from the distribution of log-odds and from corrections, and tags from
 * examples. Numbers in, a {@link io.tagstream.tagging.Fitting} out; no database, no model, no framework.
 */
@NullMarked
package io.tagstream.learning;

import org.jspecify.annotations.NullMarked;
