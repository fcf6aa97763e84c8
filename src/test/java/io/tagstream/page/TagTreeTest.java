package io.tagstream.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.page.TagTree.Node;
import io.tagstream.taxonomy.TaxonomyYaml;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TagTreeTest {

    private static final String PETS = """
            name: pets
            background: [nothing]
            facets:
              - id: pet
                kind: any-of
                tags:
                  - cat
                  - dog
                  - {id: poodle, parent: dog}
                  - {id: toy-poodle, parent: poodle}
                  - bird
            """;

    private final TagTree tree = TagTree.of(
            TaxonomyYaml.read("pets", PETS.getBytes(StandardCharsets.UTF_8)), Map.of("dog", 1_234L, "poodle", 1L));

    @Test
    void tagsFollowTheOneThatTheyAreBelow() {
        assertThat(tree.facets().getFirst().nodes())
                .extracting(Node::id)
                .containsExactly("cat", "dog", "poodle", "toy-poodle", "bird");
    }

    @Test
    void asManyListsEndAsBegin() {
        StringBuilder lists = new StringBuilder();
        for (Node node : tree.facets().getFirst().nodes()) {
            lists.append(node.hasChildren() ? node.id() + "(" : node.id() + " ");
            node.closes().forEach(_ -> lists.append(")"));
        }

        assertThat(lists).hasToString("cat dog(poodle(toy-poodle ))bird ");
    }

    @Test
    void countsAreThoseOfTheCatalogAndNoneIsZero() {
        assertThat(tree.facets().getFirst().nodes())
                .extracting(Node::photos)
                .containsExactly("0", "1,234", "1", "0", "0");
    }
}
