package io.tagstream.evaluation;

import io.tagstream.taxonomy.Taxonomy;
import io.tagstream.taxonomy.TaxonomyYaml;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** A taxonomy of everything that an evaluation tells apart, and photos judged by hand. */
public final class Zoo {

    public static final Taxonomy TAXONOMY = TaxonomyYaml.read("zoo.yaml", """
            name: zoo
            background: [a photo]
            facets:
              - id: colour
                kind: one-of
                tags: [red, green, blue]
              - id: subject
                kind: any-of
                tags:
                  - {id: animal}
                  - {id: dog, parent: animal, children: {kind: one-of}}
                  - {id: poodle, parent: dog}
                  - {id: beagle, parent: dog}
                  - {id: cat, parent: animal}
                  - {id: grass}
                  - {id: unicorn, active: false}
              - id: place
                kind: one-of
                tags: [indoor, outdoor]
            """.getBytes(StandardCharsets.UTF_8));

    static final TagTree TREE = new TagTree(TAXONOMY);

    private Zoo() {}

    static int tag(String id) {
        return TREE.number(id).orElseThrow();
    }

    static Claims claims(String... tags) {
        return new Claims(Set.of(tags), Set.of(), Set.of());
    }

    /** @param given what the photo gets, with these confidences; every other tag has 0.1 */
    static JudgedPhoto photo(String name, Claims claims, Map<String, Double> given) {
        return photo(name, claims, given, Map.of());
    }

    /** @param others confidences of tags that it does not get, and that a lower threshold would give */
    static JudgedPhoto photo(String name, Claims claims, Map<String, Double> given, Map<String, Double> others) {
        double[] confidences = new double[TREE.size()];
        Arrays.fill(confidences, 0.1);
        given.forEach((id, confidence) -> confidences[tag(id)] = confidence);
        others.forEach((id, confidence) -> confidences[tag(id)] = confidence);
        BitSet has = new BitSet();
        given.keySet().forEach(id -> has.set(tag(id)));
        BitSet reachable = (BitSet) has.clone();
        others.keySet().forEach(id -> reachable.set(tag(id)));
        Truth truth = Truth.of(TREE, claims, false);
        return new JudgedPhoto(TREE, name, Path.of("photo.jpg"), truth, new Scores(confidences, has, reachable));
    }

    static List<String> ids(Stream<Integer> tags) {
        return tags.map(tag -> TREE.tag(tag).id()).toList();
    }

    /** Five photos: right, wrong colour, dog for cat, nothing given, coarse label. */
    public static Evaluation evaluation() {
        return evaluation("cat.jpg");
    }

    /**
     * The same, with a name that may be hostile.
     *
     * @param cat name of the photo of the cat
     */
    public static Evaluation evaluation(String cat) {
        return Evaluation.of(
                TREE,
                List.of(
                        photo(
                                "right.jpg",
                                claims("red", "poodle"),
                                Map.of("red", 0.9, "animal", 0.9, "dog", 0.8, "poodle", 0.7)),
                        photo("wrong.jpg", claims("red"), Map.of("green", 0.8), Map.of("red", 0.2)),
                        photo(cat, claims("cat", "grass"), Map.of("dog", 0.95, "beagle", 0.6)),
                        photo("nothing.jpg", new Claims(Set.of(), Set.of(), Set.of("colour")), Map.of()),
                        photo("coarse.jpg", claims("dog"), Map.of("dog", 0.6, "beagle", 0.5))));
    }
}
