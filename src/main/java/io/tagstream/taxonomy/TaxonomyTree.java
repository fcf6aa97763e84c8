package io.tagstream.taxonomy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/**
 * A taxonomy as a tree, the same for YAML, for JSON and for the content hash. Its shape is frozen by the hashes that are stored:
 * a number that tagging depends on is always written, so that another default makes another version; what says nothing is left
 * out, so that a field that comes later changes no version that does not use it. Of such a later field, the default is frozen.
 */
final class TaxonomyTree {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Taxonomy taxonomy;

    private TaxonomyTree(Taxonomy taxonomy) {
        this.taxonomy = taxonomy;
    }

    static ObjectNode of(Taxonomy taxonomy) {
        return new TaxonomyTree(taxonomy).tree();
    }

    private ObjectNode tree() {
        ObjectNode tree = NODES.objectNode().put("name", taxonomy.name());
        putUnlessEmpty(tree, "description", taxonomy.description());
        putUnlessEmpty(tree, "templates", taxonomy.templates());
        putUnlessEmpty(tree, "background", taxonomy.background());
        if (saysThreshold()) {
            tree.put("threshold", taxonomy.threshold());
        }
        if (taxonomy.limit() != Taxonomy.DEFAULT_LIMIT) {
            tree.put("limit", taxonomy.limit());
        }
        ArrayNode facets = tree.putArray("facets");
        taxonomy.facets().forEach(facet -> facets.add(facet(facet)));
        return tree;
    }

    private ObjectNode facet(Facet facet) {
        ObjectNode tree = NODES.objectNode().put("id", facet.id());
        putNames(tree, facet.id(), facet.naming());
        tree.put("kind", facet.kind().word());
        putUnlessEmpty(tree, "description", facet.description());
        putUnlessEmpty(tree, "templates", facet.templates());
        putUnlessEmpty(tree, "background", facet.background());
        if (facet.threshold().isPresent() || !saysThreshold()) {
            tree.put("threshold", taxonomy.threshold(facet));
        }
        if (facet.kind() == FacetKind.ANY_OF || facet.limit() != Facet.defaultLimit(facet.kind(), facet.tags())) {
            tree.put("limit", facet.limit());
        }
        ArrayNode tags = tree.putArray("tags");
        facet.tags().forEach(tag -> {
            if (tag.equals(Tag.of(tag.id()))) {
                tags.add(tag.id());
            } else {
                tags.add(tag(tag));
            }
        });
        return tree;
    }

    private static ObjectNode tag(Tag tag) {
        ObjectNode tree = NODES.objectNode().put("id", tag.id());
        putNames(tree, tag.id(), tag.naming());
        putUnlessEmpty(tree, "synonyms", tag.synonyms());
        tag.parent().ifPresent(parent -> tree.put("parent", parent));
        putUnlessEmpty(tree, "description", tag.description());
        putUnlessEmpty(tree, "words", tag.words());
        putUnlessEmpty(tree, "prompts", tag.prompts());
        putUnlessEmpty(tree, "negatives", tag.negatives());
        tag.threshold().ifPresent(threshold -> tree.put("threshold", threshold));
        if (!tag.reliable()) {
            tree.put("reliable", false);
        }
        if (!tag.active()) {
            tree.put("active", false);
        }
        if (!tag.children().equals(Children.DEFAULT)) {
            ObjectNode children = tree.putObject("children");
            tag.children().kind().ifPresent(kind -> children.put("kind", kind.word()));
            putUnlessEmpty(children, "templates", tag.children().templates());
        }
        return tree;
    }

    /** Once the whole taxonomy has one, facets need not repeat it. */
    private boolean saysThreshold() {
        return taxonomy.threshold() != Taxonomy.DEFAULT_THRESHOLD;
    }

    private static void putNames(ObjectNode tree, String id, Naming naming) {
        if (!naming.name().equals(Naming.nameFor(id))) {
            tree.put("name", naming.name());
        }
        Map<String, String> names = naming.names();
        if (!names.isEmpty()) {
            names.forEach(tree.putObject("names")::put);
        }
    }

    private static void putUnlessEmpty(ObjectNode tree, String field, String text) {
        if (!text.isEmpty()) {
            tree.put(field, text);
        }
    }

    private static void putUnlessEmpty(ObjectNode tree, String field, List<String> texts) {
        if (!texts.isEmpty()) {
            texts.forEach(tree.putArray(field)::add);
        }
    }
}
