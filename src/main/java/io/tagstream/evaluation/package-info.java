/**
 * How good the tags are, measured against photos whose tags somebody knows: precision, recall, calibration, confusion, and what the
 * best thresholds would be. Numbers in, a report out. {@code labels} reads what people know of photos; {@code html} draws the report.
 */
@NullMarked
package io.tagstream.evaluation;

import org.jspecify.annotations.NullMarked;
