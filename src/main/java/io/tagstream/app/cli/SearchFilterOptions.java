package io.tagstream.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Among which photos a search looks. */
final class SearchFilterOptions {

    @Option(
            names = "--tag",
            paramLabel = "TAG",
            description = "Only photos with this tag or one below it, by id or name; can be repeated")
    private List<String> tags = new ArrayList<>();

    @Option(
            names = "--not",
            paramLabel = "TAG",
            description = "No photos with this tag or one below it; can be repeated")
    private List<String> without = new ArrayList<>();

    @Option(names = "--facet", paramLabel = "FACET", description = "Only photos with a tag of it; can be repeated")
    private List<String> facets = new ArrayList<>();

    @Option(names = "--owner", paramLabel = "NAME", description = "Only this owner's photos")
    private Optional<String> owner = Optional.empty();

    @Option(names = "--camera", paramLabel = "TEXT", description = "Part of make and model, whatever its case")
    private Optional<String> camera = Optional.empty();

    @Option(names = "--format", paramLabel = "FORMAT", description = "JPEG, PNG, ...")
    private Optional<String> format = Optional.empty();

    @Option(names = "--taken", paramLabel = "SPAN", description = "2026, 2026-07, 2026-07-04..2026-07-11, 2026-07..")
    private Optional<String> taken = Optional.empty();

    @Option(names = "--uploaded", paramLabel = "SPAN", description = "The same, in UTC")
    private Optional<String> uploaded = Optional.empty();

    /** By the names of the parameters of a search. */
    Map<String, List<String>> values() {
        return Map.of(
                "tag",
                tags,
                "not",
                without,
                "facet",
                facets,
                "owner",
                owner.stream().toList(),
                "camera",
                camera.stream().toList(),
                "format",
                format.stream().toList());
    }

    /** Those that a text has words for, and parameters do not, to be put behind a text. */
    String terms() {
        return taken.map(span -> term("taken", span)).orElse("")
                + uploaded.map(span -> term("uploaded", span)).orElse("");
    }

    private static String term(String key, String span) {
        return " %s:\"%s\"".formatted(key, span.replace("\\", "\\\\").replace("\"", "\\\""));
    }
}
