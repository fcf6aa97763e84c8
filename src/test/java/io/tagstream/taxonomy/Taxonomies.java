package io.tagstream.taxonomy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
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

    public static Taxonomy read(String yaml) {
        return TaxonomyYaml.read("test.yaml", yaml.getBytes(StandardCharsets.UTF_8));
    }

    /** A valid taxonomy of 1 to 4 facets of both kinds; the same for the same random numbers. */
    public static Taxonomy random(Random random) {
        int facets = random.nextInt(1, 5);
        return new Taxonomy(
                "random-" + random.nextInt(1000),
                awkward(random),
                List.of("a photo of {}", awkward(random) + " {} {}"),
                List.of("a photo", "background " + awkward(random)),
                IntStream.range(0, facets).mapToObj(f -> facet(f, random)).toList());
    }

    private static Facet facet(int f, Random random) {
        FacetKind kind = random.nextBoolean() ? FacetKind.ONE_OF : FacetKind.ANY_OF;
        List<Tag> tags = new ArrayList<>();
        int count = random.nextInt(1, 12);
        for (int t = 0; t < count; t++) {
            boolean child = t > 0 && random.nextInt(3) == 0;
            Optional<String> parent = child ? Optional.of(tags.getFirst().id()) : Optional.empty();
            tags.add(tag("%d-%d".formatted(f, t), parent, t == 0, random));
        }
        return new Facet(
                "facet-" + f,
                awkward(random),
                kind,
                "",
                random.nextBoolean() ? List.of() : List.of("{} in a facet"),
                random.nextBoolean() ? List.of() : List.of("nothing", "nothing " + awkward(random)),
                random.nextDouble(0.01, 0.9),
                kind == FacetKind.ONE_OF ? 1 : random.nextInt(1, 8),
                tags);
    }

    private static Tag tag(String id, Optional<String> parent, boolean bare, Random random) {
        if (bare || random.nextInt(3) == 0) {
            return new Tag(id, id, parent, "", List.of(), List.of(), OptionalDouble.empty(), true);
        }
        return new Tag(
                id,
                awkward(random),
                parent,
                awkward(random) + "\n" + awkward(random),
                List.of(id + " " + awkward(random), awkward(random) + id),
                random.nextBoolean() ? List.of() : List.of(id + " whole " + awkward(random)),
                random.nextBoolean() ? OptionalDouble.empty() : OptionalDouble.of(random.nextDouble(0.01, 0.9)),
                random.nextInt(8) > 0);
    }

    private static String awkward(Random random) {
        return AWKWARD.get(random.nextInt(AWKWARD.size()));
    }
}
