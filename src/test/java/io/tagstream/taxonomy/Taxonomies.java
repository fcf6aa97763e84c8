package io.tagstream.taxonomy;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;

/** Taxonomies to test with. */
public final class Taxonomies {

    /** Text that YAML would take for something else if it were not careful. */
    private static final List<String> AWKWARD = List.of(
            "true",
            "null",
            "~",
            "no",
            "on",
            "12",
            "1_000",
            "0x1F",
            "1:30",
            ".5",
            "1e3",
            "=",
            "<<",
            "*dog",
            "&dog",
            "!dog",
            "- dog",
            "? dog",
            "a: b",
            "a #b",
            "#dog",
            "%dog",
            "@dog",
            "`dog`",
            "'dog'",
            "\"dog\"",
            "[dog]",
            "{dog}",
            "|",
            ">",
            "a, b",
            "dog:",
            "---",
            "...",
            "grün",
            "犬",
            "🐶",
            "it's",
            "back\\slash",
            "a\u2028b",
            "\ufeffdog",
            "2024-01-01");

    private Taxonomies() {}

    /** One-of colours with a hierarchy, any-of subjects; says most things that a taxonomy can say. */
    public static final String EVERYDAY = """
            # what people photograph
            name: everyday
            description: What people photograph
            templates:
              - a photo of {}
              - a picture of {}
            background:
              - a photo
            facets:
              - id: colour
                name: Main colour
                kind: one-of
                threshold: 0.6
                templates:
                  - a {} thing
                tags:
                  - red
                  - id: dark-red
                    parent: red
                  - id: light-red
                    parent: red
                    words: [pink, rose]
                    prompts: [a flamingo]
                    threshold: 0.7
                  - blue
              - id: subject
                kind: any-of
                limit: 2
                background: [a picture of something]
                tags:
                  - animal
                  - id: dog
                    name: a dog
                    parent: animal
                    description: Dogs of every kind
                  - id: unicorn
                    active: false
            """;

    /** Subjects down to breeds: what {@link #EVERYDAY}, which is older, does not say. */
    public static final String PETS = """
            name: pets
            templates:
              - a photo of {}
            background:
              - a photo
            threshold: 0.4
            limit: 30
            facets:
              - id: subject
                names: {de: Motiv}
                kind: any-of
                tags:
                  - id: animal
                    names: {de: Tier, pt-BR: animal}
                    children:
                      templates:
                        - a photo of {}, an animal
                  - id: dog
                    names: {de: Hund}
                    synonyms: [hound, doggy]
                    parent: animal
                    negatives: [a hot dog]
                    children:
                      kind: one-of
                      templates:
                        - a photo of {}, a type of dog
                  - id: poodle
                    parent: dog
                  - id: toy-poodle
                    parent: poodle
                    words: [a toy poodle]
                  - id: husky
                    parent: dog
                    negatives: [a wolf]
                    reliable: false
                  - id: cat
                    parent: animal
                    threshold: 0.6
                  - id: lion
                    parent: cat
                    active: false
                  - id: cub
                    parent: lion
                  - food
              - id: place
                kind: one-of
                threshold: 0.7
                tags:
                  - indoors
                  - outdoors
            """;

    public static Taxonomy read(String yaml) {
        return TaxonomyYaml.read("test.yaml", yaml.getBytes(StandardCharsets.UTF_8));
    }

    /** A valid taxonomy of 1 to 4 facets of both kinds, with tags on up to 4 levels; the same for the same random numbers. */
    public static Taxonomy random(Random random) {
        int facets = random.nextInt(1, 5);
        return new Taxonomy(
                "random-" + random.nextInt(1000),
                awkward(random),
                List.of("a photo of {}", awkward(random) + " {} {}"),
                List.of("a photo", "background " + awkward(random)),
                random.nextBoolean() ? Taxonomy.DEFAULT_THRESHOLD : random.nextDouble(0.01, 0.9),
                random.nextBoolean() ? Taxonomy.DEFAULT_LIMIT : random.nextInt(1, 12),
                IntStream.range(0, facets).mapToObj(f -> facet(f, random)).toList());
    }

    private static Facet facet(int f, Random random) {
        FacetKind kind = kind(random);
        int[] parents = parents(random.nextInt(1, 12), random);
        List<Tag> tags = IntStream.range(0, parents.length)
                .mapToObj(t -> tag(f, t, parents, random))
                .toList();
        int usual = Facet.defaultLimit(kind, tags);
        return new Facet(
                "facet-" + f,
                naming(random),
                kind,
                random.nextBoolean() ? List.of() : List.of("{} in a facet"),
                random.nextBoolean() ? List.of() : List.of("nothing", "nothing " + awkward(random)),
                random.nextBoolean() ? OptionalDouble.empty() : OptionalDouble.of(random.nextDouble(0.01, 0.9)),
                usual == 1 || random.nextBoolean() ? usual : random.nextInt(1, 8),
                tags);
    }

    /** By tag, the index of its parent, a tag before it; -1 for a root. */
    private static int[] parents(int tags, Random random) {
        int[] parents = new int[tags];
        int[] levels = new int[tags];
        for (int t = 0; t < tags; t++) {
            int parent = t == 0 || random.nextBoolean() ? -1 : random.nextInt(t);
            parents[t] = parent >= 0 && levels[parent] < 3 ? parent : -1;
            levels[t] = parents[t] < 0 ? 0 : levels[parents[t]] + 1;
        }
        return parents;
    }

    private static Tag tag(int f, int t, int[] parents, Random random) {
        String id = "%d-%d".formatted(f, t);
        boolean bare = random.nextInt(3) == 0;
        boolean hasChildren = IntStream.of(parents).anyMatch(parent -> parent == t);
        return new Tag(
                id,
                bare ? Naming.of(id) : naming(random),
                bare ? List.of() : List.of(id + "'s synonym", id + awkward(random)),
                parents[t] < 0 ? Optional.empty() : Optional.of("%d-%d".formatted(f, parents[t])),
                bare ? List.of() : List.of(id + " " + awkward(random), awkward(random) + id),
                random.nextBoolean() ? List.of() : List.of(id + " whole " + awkward(random)),
                random.nextBoolean() ? List.of() : List.of("not " + id, "nor " + id + awkward(random)),
                random.nextBoolean() ? OptionalDouble.empty() : OptionalDouble.of(random.nextDouble(0.01, 0.9)),
                random.nextInt(8) > 0,
                random.nextInt(8) > 0,
                hasChildren && random.nextBoolean() ? children(random) : Children.DEFAULT);
    }

    private static Children children(Random random) {
        return new Children(
                random.nextBoolean() ? Optional.empty() : Optional.of(kind(random)),
                random.nextBoolean() ? List.of() : List.of("a {} of a kind", "{}, " + awkward(random)));
    }

    private static Naming naming(Random random) {
        Map<String, String> names = new HashMap<>();
        for (String language : List.of("de", "no", "pt-BR", "zh-Hant")) {
            if (random.nextInt(3) == 0) {
                names.put(language, awkward(random));
            }
        }
        return new Naming(awkward(random), names, awkward(random) + "\n" + awkward(random));
    }

    private static FacetKind kind(Random random) {
        return random.nextBoolean() ? FacetKind.ONE_OF : FacetKind.ANY_OF;
    }

    private static String awkward(Random random) {
        return AWKWARD.get(random.nextInt(AWKWARD.size()));
    }
}
