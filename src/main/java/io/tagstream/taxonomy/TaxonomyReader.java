package io.tagstream.taxonomy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * From the tree of YAML or JSON to the taxonomy, or to every problem there is. Knows the shape; the rules know the rest.
 */
final class TaxonomyReader {

    private final Problems problems = new Problems();

    Taxonomy read(String source, JsonNode root) {
        Fields fields = new Fields(root, "", problems);
        String name = fields.text("name").orElse("");
        String description = fields.text("description").orElse("");
        List<String> templates = Taxonomy.orElse(fields.texts("templates"), Taxonomy.DEFAULT_TEMPLATES);
        List<String> background = fields.texts("background");
        double threshold = fields.number("threshold").orElse(Taxonomy.DEFAULT_THRESHOLD);
        int limit = fields.wholeNumber("limit").orElse(Taxonomy.DEFAULT_LIMIT);
        List<Facet> facets = fields.items("facets", this::facet);
        fields.refuseUnknown();
        try {
            Taxonomy taxonomy = new Taxonomy(name, description, templates, background, threshold, limit, facets);
            if (problems.isEmpty()) {
                return taxonomy;
            }
        } catch (InvalidTaxonomy invalid) {
            problems.addUncovered(invalid.problems());
        }
        throw new InvalidTaxonomy(source, problems.list());
    }

    private Facet facet(JsonNode node, String place) {
        Fields fields = new Fields(node, place, problems);
        String id = fields.text("id").orElse("");
        Naming naming = naming(fields, id);
        FacetKind kind = requiredKind(fields);
        List<String> templates = fields.texts("templates");
        List<String> background = fields.texts("background");
        List<Tag> tags = fields.items("tags", this::tag);
        Facet facet = new Facet(
                id,
                naming,
                kind,
                templates,
                background,
                fields.number("threshold"),
                fields.wholeNumber("limit").orElse(Facet.defaultLimit(kind, tags)),
                tags);
        fields.refuseUnknown();
        return facet;
    }

    private Tag tag(JsonNode node, String place) {
        if (node.isTextual()) {
            return Tag.of(node.textValue());
        }
        Fields fields = new Fields(node, place, problems);
        String id = fields.text("id").orElse("");
        Tag tag = new Tag(
                id,
                naming(fields, id),
                fields.texts("synonyms"),
                fields.text("parent"),
                fields.texts("words"),
                fields.texts("prompts"),
                fields.texts("negatives"),
                fields.number("threshold"),
                fields.flag("reliable", true),
                fields.flag("active", true),
                fields.item("children", this::children).orElse(Children.DEFAULT));
        fields.refuseUnknown();
        return tag;
    }

    private static Naming naming(Fields fields, String id) {
        return new Naming(
                fields.text("name").orElse(Naming.nameFor(id)),
                fields.textsByKey("names"),
                fields.text("description").orElse(""));
    }

    private Children children(JsonNode node, String place) {
        Fields fields = new Fields(node, place, problems);
        Children children = new Children(kind(fields), fields.texts("templates"));
        fields.refuseUnknown();
        return children;
    }

    private FacetKind requiredKind(Fields fields) {
        Optional<FacetKind> kind = kind(fields);
        if (kind.isEmpty()) {
            problems.addUncovered(List.of(new Problem(fields.at("kind"), "is missing; write " + kinds())));
        }
        return kind.orElse(FacetKind.ANY_OF);
    }

    private Optional<FacetKind> kind(Fields fields) {
        Optional<String> word = fields.text("kind");
        Optional<FacetKind> kind = Arrays.stream(FacetKind.values())
                .filter(candidate -> word.filter(candidate.word()::equals).isPresent())
                .findFirst();
        if (word.isPresent() && kind.isEmpty()) {
            problems.addUncovered(List.of(
                    new Problem(fields.at("kind"), "unknown kind \"%s\"; write %s".formatted(word.get(), kinds()))));
        }
        return kind;
    }

    private static String kinds() {
        return Arrays.stream(FacetKind.values()).map(FacetKind::word).collect(Collectors.joining(" or "));
    }
}
