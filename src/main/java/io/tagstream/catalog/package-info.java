/**
 * The catalog in PostgreSQL. {@link io.tagstream.catalog.Catalog} writes a batch of outcomes and the events about them in one
 * transaction, the only commit point of the flow; entities and queries serve the API, outside the hot path.
 */
@NullMarked
package io.tagstream.catalog;

import org.jspecify.annotations.NullMarked;
