package io.tagstream.learning;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The truth about one drawn picture, as in {@code src/demo-model/scenes.py}, in Java so that tests have as many as they want.
 *
 * @param seed decides places, sizes, light and everything else that has no label
 */
record DrawnScene(String colour, String shape, String count, String texture, String background, long seed) {

    static final List<String> COLOURS = List.of("red", "orange", "yellow", "green", "blue", "purple", "pink");
    static final List<String> COUNTS = List.of("one", "two", "three", "four");
    static final List<String> TEXTURES = List.of("plain", "striped", "dotted", "checkered");
    static final List<String> BACKGROUNDS = List.of("white", "black", "grass", "sky", "sand", "night");
    static final List<String> SHAPES =
            Stream.of(SceneShape.values()).map(SceneShape::word).toList();

    private static final List<String> WARM = List.of("red", "orange", "yellow");

    /** A colour is not drawn where it would hardly stand out. */
    private static final Map<String, String> HIDDEN_ON =
            Map.of("grass", "green", "sky", "blue", "night", "blue", "sand", "yellow");

    /** Scenes with labels drawn evenly. */
    static List<DrawnScene> evenly(int scenes, long seed) {
        Random random = new Random(seed);
        return IntStream.range(0, scenes).mapToObj(i -> random(random)).toList();
    }

    private static DrawnScene random(Random random) {
        String colour = pick(COLOURS, random);
        List<String> backgrounds = BACKGROUNDS.stream()
                .filter(background -> !colour.equals(HIDDEN_ON.get(background)))
                .toList();
        return new DrawnScene(
                colour,
                pick(SHAPES, random),
                pick(COUNTS, random),
                pick(TEXTURES, random),
                pick(backgrounds, random),
                random.nextLong());
    }

    /** Everything that is true of it: ids as in the demo model's taxonomy, its pair, and what no caption ever called it. */
    List<String> tags() {
        boolean plainGround = background.equals("white") || background.equals("black");
        return List.of(
                colour,
                shape,
                count,
                texture,
                plainGround ? background + "-background" : background,
                colour + "-" + shape,
                WARM.contains(colour) ? "warm" : "cold");
    }

    private static String pick(List<String> values, Random random) {
        return values.get(random.nextInt(values.size()));
    }
}
