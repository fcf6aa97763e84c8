package io.tagstream.taxonomy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * A taxonomy as a tree, the same for the file and for the content hash. Its shape is frozen by the hashes that are stored:
 * a number that tagging depends on is always written, so that another default makes another version; what says nothing is left
 * out, so that a field that comes later changes no version that does not use it.
 */
final class TaxonomyTree {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private TaxonomyTree() {}

    static ObjectNode of(Taxonomy taxonomy) {
        ObjectNode tree = NODES.objectNode().put("name", taxonomy.name());
        putUnlessEmpty(tree, "description", taxonomy.description());
        putUnlessEmpty(tree, "templates", taxonomy.templates());
        putUnlessEmpty(tree, "background", taxonomy.background());
        ArrayNode facets = tree.putArray("facets");
        taxonomy.facets().forEach(facet -> facets.add(of(facet)));
        return tree;
    }

    private static ObjectNode of(Facet facet) {
        ObjectNode tree = NODES.objectNode().put("id", facet.id());
        if (!facet.name().equals(Tag.nameFor(facet.id()))) {
            tree.put("name", facet.name());
        }
        tree.put("kind", facet.kind().word());
        putUnlessEmpty(tree, "description", facet.description());
        putUnlessEmpty(tree, "templates", facet.templates());
        putUnlessEmpty(tree, "background", facet.background());
        tree.put("threshold", facet.threshold());
        if (facet.kind() == FacetKind.ANY_OF) {
            tree.put("limit", facet.limit());
        }
        ArrayNode tags = tree.putArray("tags");
        facet.tags().forEach(tag -> {
            if (tag.equals(Tag.of(tag.id()))) {
                tags.add(tag.id());
            } else {
                tags.add(of(tag));
            }
        });
        return tree;
    }

    private static ObjectNode of(Tag tag) {
        ObjectNode tree = NODES.objectNode().put("id", tag.id());
        if (!tag.name().equals(Tag.nameFor(tag.id()))) {
            tree.put("name", tag.name());
        }
        tag.parent().ifPresent(parent -> tree.put("parent", parent));
        putUnlessEmpty(tree, "description", tag.description());
        putUnlessEmpty(tree, "words", tag.words());
        putUnlessEmpty(tree, "prompts", tag.prompts());
        tag.threshold().ifPresent(threshold -> tree.put("threshold", threshold));
        if (!tag.active()) {
            tree.put("active", false);
        }
        return tree;
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
