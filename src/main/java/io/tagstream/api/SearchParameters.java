package io.tagstream.api;

import io.tagstream.search.SearchRequest;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;

/** What can be asked of {@code /search}; read as text, since a framework's answer to a word for a number would name no field. */
record SearchParameters(
        @Parameter(
                description = "Words for the model, with filters and exclusions among them, as docs/search.md says",
                example = "two red circles -grass owner:ann")
        @RestQuery
        Optional<String> q,

        @Parameter(description = "Id of a catalogued photo to be resembled") @RestQuery
        Optional<String> photo,

        @Parameter(description = "Only photos with this tag or one below it, by id or name; can be repeated") @RestQuery
        List<String> tag,

        @Parameter(description = "No photos with this tag or one below it; can be repeated") @RestQuery
        List<String> not,

        @Parameter(description = "Only photos with a tag of this facet; can be repeated") @RestQuery
        List<String> facet,

        @RestQuery Optional<String> owner,

        @Parameter(description = "Part of the camera's make and model, whatever its case") @RestQuery
        Optional<String> camera,

        @Parameter(description = "JPEG, PNG, …") @RestQuery Optional<String> format,

        @Parameter(description = "By the camera's clock, inclusive", example = "2026-07") @RestQuery("taken-from")
        Optional<String> takenFrom,

        @Parameter(description = "Exclusive", example = "2026-08-01") @RestQuery("taken-before")
        Optional<String> takenBefore,

        @Parameter(description = "UTC unless it has a zone, inclusive") @RestQuery("uploaded-from")
        Optional<String> uploadedFrom,

        @Parameter(description = "Exclusive") @RestQuery("uploaded-before")
        Optional<String> uploadedBefore,

        @Parameter(description = "0 to 1, in place of the worker's cut-off; 0 shows everything, the best first")
        @RestQuery("min-relevance")
        Optional<String> minRelevance,

        @Parameter(description = "1 to 200; 50 if it is left out") @RestQuery
        Optional<String> limit,

        @Parameter(description = "next of the page before") @RestQuery
        Optional<String> after) {

    /** From the address itself: a framework that looks for one value would drop a second one without a word. */
    SearchRequest request(UriInfo address) {
        Map<String, List<String>> given = address.getQueryParameters();
        return SearchRequest.of(name -> given.getOrDefault(name, List.of()));
    }
}
