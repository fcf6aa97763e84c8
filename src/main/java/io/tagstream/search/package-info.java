/**
 * From a question to photos: conditions on what the catalog knows, and nearness in the model's space, by pgvector's index where there is
 * one and exactly otherwise. Arithmetic and SQL; knows neither REST nor how a text becomes an embedding.
 */
@NullMarked
package io.tagstream.search;

import org.jspecify.annotations.NullMarked;
