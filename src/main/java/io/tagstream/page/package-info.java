/**
 * The page at {@code /}: the catalog for people, as HTML that the worker renders.
 *
 * <p>Each part is a resource named {@code …Page} with a nested {@code Templates} that declares its checked templates, which stand in
 * {@code templates/page} and are put into {@code layout.html}. Whole pages and what htmx fetches into them have paths of their own under
 * {@code /ui}. A request that fails becomes a page, or for htmx a sentence in the live region ({@link io.tagstream.page.ProblemPages}); a
 * request that changes something has to come from a page of this worker ({@link io.tagstream.page.SameOrigin}). Numbers and times are
 * written by {@link io.tagstream.page.Say}. docs/page.md shows the pattern.
 */
@NullMarked
package io.tagstream.page;

import org.jspecify.annotations.NullMarked;
