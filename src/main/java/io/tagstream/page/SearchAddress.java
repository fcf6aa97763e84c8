package io.tagstream.page;

import io.tagstream.search.SearchRequest;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A search as the parameters of an address, by the names that they have in REST, and addresses that differ from it in one of them. A
 * change begins at the first page.
 */
final class SearchAddress {

    private static final List<String> NAMES = List.of(
            "q",
            "photo",
            "picture",
            "tag",
            "not",
            "facet",
            "owner",
            "camera",
            "format",
            "taken-from",
            "taken-before",
            "uploaded-from",
            "uploaded-before",
            "min-relevance",
            "after");

    private static final Set<String> REPEATED = Set.of("tag", "not", "facet");

    /** A parameter and its value. */
    record Parameter(String name, String value) {}

    private final Map<String, List<String>> values;

    private SearchAddress(Map<String, List<String>> values) {
        this.values = values;
    }

    /** What is none of ours is left out, and so is what a form left empty. */
    static SearchAddress of(MultivaluedMap<String, String> parameters) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String name : NAMES) {
            List<String> given = parameters.getOrDefault(name, List.of()).stream()
                    .filter(value -> !value.isBlank())
                    .distinct()
                    .toList();
            if (!given.isEmpty()) {
                values.put(name, given);
            }
        }
        return new SearchAddress(values);
    }

    /** Without the picture, which only the model's space makes sense of. */
    SearchRequest request(int limit) {
        return SearchRequest.of(name -> name.equals("limit") ? List.of(Integer.toString(limit)) : all(name));
    }

    List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    Optional<String> one(String name) {
        return all(name).stream().findFirst();
    }

    boolean has(String name, String value) {
        return all(name).contains(value);
    }

    SearchAddress with(String name, String value) {
        Map<String, List<String>> changed = firstPage();
        List<String> given = REPEATED.contains(name) ? new ArrayList<>(all(name)) : new ArrayList<>();
        given.remove(value);
        given.add(value);
        changed.put(name, given);
        return new SearchAddress(changed);
    }

    SearchAddress without(String name, String value) {
        Map<String, List<String>> changed = firstPage();
        List<String> given =
                all(name).stream().filter(one -> !one.equals(value)).toList();
        if (given.isEmpty()) {
            changed.remove(name);
        } else {
            changed.put(name, given);
        }
        return new SearchAddress(changed);
    }

    /** Without all values of some parameters. */
    SearchAddress withoutAll(String... names) {
        Map<String, List<String>> changed = firstPage();
        for (String name : names) {
            changed.remove(name);
        }
        return new SearchAddress(changed);
    }

    SearchAddress start() {
        return new SearchAddress(firstPage());
    }

    private Map<String, List<String>> firstPage() {
        Map<String, List<String>> changed = new LinkedHashMap<>(values);
        changed.remove("after");
        return changed;
    }

    /** Everything but the text, for a form that sends another one. */
    public List<Parameter> besidesText() {
        return firstPage().entrySet().stream()
                .filter(entry -> !Set.of("q", "photo", "picture").contains(entry.getKey()))
                .flatMap(entry -> entry.getValue().stream().map(value -> new Parameter(entry.getKey(), value)))
                .toList();
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }

    /** At {@code /}, {@code /ui/more} and so on. */
    String at(String path) {
        String query = values.entrySet().stream()
                .flatMap(entry ->
                        entry.getValue().stream().map(value -> entry.getKey() + "=" + PagePaths.encoded(value)))
                .collect(Collectors.joining("&"));
        return query.isEmpty() ? path : path + "?" + query;
    }

    @Override
    public String toString() {
        return at("/");
    }
}
