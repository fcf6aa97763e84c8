/**
 * Photos of a selection that belong together: clustered by where they lie in the model's space, and named by the tags that set them apart.
 * Arithmetic and SQL; knows neither REST nor the page.
 */
@NullMarked
package io.tagstream.album;

import org.jspecify.annotations.NullMarked;
