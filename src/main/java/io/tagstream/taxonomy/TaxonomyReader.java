package io.tagstream.taxonomy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** From the tree of a taxonomy file to the taxonomy, or to every problem there is. Knows the shape; the rules know the rest. */
final class TaxonomyReader {

    private final Problems problems = new Problems();

    Taxonomy read(String source, JsonNode root) {
        YamlFields fields = new YamlFields(root, "", problems);
        String name = fields.text("name").orElse("");
        String description = fields.text("description").orElse("");
        List<String> templates = Taxonomy.orElse(fields.texts("templates"), Taxonomy.DEFAULT_TEMPLATES);
        List<String> background = fields.texts("background");
        List<Facet> facets = fields.items("facets", this::facet);
        fields.refuseUnknown();
        try {
            Taxonomy taxonomy = new Taxonomy(name, description, templates, background, facets);
            if (problems.isEmpty()) {
                return taxonomy;
            }
        } catch (InvalidTaxonomy invalid) {
            problems.addUncovered(invalid.problems());
        }
        throw new InvalidTaxonomy(source, problems.list());
    }

    private Facet facet(JsonNode node, String place) {
        YamlFields fields = new YamlFields(node, place, problems);
        String id = fields.text("id").orElse("");
        String name = fields.text("name").orElse(Tag.nameFor(id));
        FacetKind kind = kind(fields);
        Facet facet = new Facet(
                id,
                name,
                kind,
                fields.text("description").orElse(""),
                fields.texts("templates"),
                fields.texts("background"),
                fields.number("threshold").orElse(Facet.DEFAULT_THRESHOLD),
                fields.wholeNumber("limit").orElse(kind == FacetKind.ONE_OF ? 1 : Facet.DEFAULT_LIMIT),
                fields.items("tags", this::tag));
        fields.refuseUnknown();
        return facet;
    }

    private FacetKind kind(YamlFields fields) {
        Optional<String> word = fields.text("kind");
        return Arrays.stream(FacetKind.values())
                .filter(kind -> word.filter(kind.word()::equals).isPresent())
                .findFirst()
                .orElseGet(() -> {
                    String words = Arrays.stream(FacetKind.values())
                            .map(FacetKind::word)
                            .collect(Collectors.joining(" or "));
                    String message = word.map(w -> "unknown kind \"%s\"; write %s".formatted(w, words))
                            .orElse("is missing; write " + words);
                    problems.addUncovered(List.of(new Problem(fields.at("kind"), message)));
                    return FacetKind.ANY_OF;
                });
    }

    private Tag tag(JsonNode node, String place) {
        if (node.isTextual()) {
            return Tag.of(node.textValue());
        }
        YamlFields fields = new YamlFields(node, place, problems);
        String id = fields.text("id").orElse("");
        Tag tag = new Tag(
                id,
                fields.text("name").orElse(Tag.nameFor(id)),
                fields.text("parent"),
                fields.text("description").orElse(""),
                fields.texts("words"),
                fields.texts("prompts"),
                fields.number("threshold"),
                fields.flag("active", true));
        fields.refuseUnknown();
        return tag;
    }
}
