package io.tagstream.evaluation;

import io.tagstream.taxonomy.Facet;
import java.util.Optional;

/**
 * How good the tags of a facet are.
 *
 * @param photos of which something is known of the facet
 * @param roots what was taken for what among its roots, if these exclude each other
 */
public record FacetResult(Facet facet, long photos, Averages averages, Optional<GroupResult> roots) {}
