package io.tagstream.clip;

import com.fasterxml.jackson.databind.JsonNode;
import io.tagstream.clip.vision.RgbImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A snapshot and what transformers computed with it, stage by stage, in float32. */
record GoldenModel(
        String name,
        Path snapshot,
        List<Tokens> tokens,
        List<Picture> pictures,
        List<Embedding> imageEmbeddings,
        List<String> texts,
        List<Embedding> textEmbeddings,
        JsonNode logits,
        double logitScale) {

    private static final Path DEMO = Path.of("src/demo-model");

    record Tokens(String text, List<Long> ids) {}

    /** A photo, and what is left of it when it has been resized and cropped. */
    record Picture(Path photo, Path crop) {

        byte[] pixels() {
            return planes(SharedData.picture(crop));
        }
    }

    /**
     * The models that are here: a random one beside the project, and the project's own. Where there is neither, a test
     * is skipped.
     */
    static Stream<GoldenModel> all() {
        if (!Files.exists(DEMO.resolve("golden.json"))) {
            return Stream.of(tinyClip());
        }
        return SharedData.isThere() ? Stream.of(tinyClip(), demo()) : Stream.of(demo());
    }

    static GoldenModel tinyClip() {
        Path snapshot = SharedData.path("golden/tiny-clip");
        JsonNode golden = SharedData.json(snapshot.resolve("golden.json"));
        return new GoldenModel(
                "tiny-clip",
                snapshot,
                tokens(SharedData.json(SharedData.path("golden/tokens.json")).get("cases")),
                strings(golden.get("images")).stream()
                        .map(name -> new Picture(photoOf(name), SharedData.path("golden/preprocess/" + name)))
                        .toList(),
                embeddings(golden.get("image_embeds").valueStream()),
                strings(golden.get("texts")),
                embeddings(golden.get("text_embeds").valueStream()),
                golden.get("logits_per_image"),
                golden.get("logit_scale").doubleValue());
    }

    private static GoldenModel demo() {
        JsonNode golden = SharedData.json(DEMO.resolve("golden.json"));
        JsonNode pictures = golden.get("pictures");
        JsonNode texts = golden.get("texts");
        return new GoldenModel(
                "demo",
                DEMO.resolve("snapshot"),
                tokens(golden.get("tokens")),
                pictures.valueStream()
                        .map(picture -> new Picture(
                                DEMO.resolve(picture.get("file").textValue()),
                                DEMO.resolve(picture.get("pixels").textValue())))
                        .toList(),
                embeddings(pictures.valueStream().map(picture -> picture.get("embedding"))),
                texts.valueStream().map(text -> text.get("text").textValue()).toList(),
                embeddings(texts.valueStream().map(text -> text.get("embedding"))),
                golden.get("logits_per_image"),
                golden.get("logit_scale").doubleValue());
    }

    List<byte[]> pixels() {
        return pictures.stream().map(Picture::pixels).toList();
    }

    @Override
    public String toString() {
        return name;
    }

    private static Path photoOf(String crop) {
        String stem = crop.replace(".224.png", "");
        return Stream.of(".png", ".jpg")
                .map(ending -> SharedData.path("photos").resolve(stem + ending))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow();
    }

    private static List<Tokens> tokens(JsonNode cases) {
        return cases.valueStream()
                .map(node -> new Tokens(
                        node.get("text").textValue(),
                        node.get("ids").valueStream().map(JsonNode::longValue).toList()))
                .toList();
    }

    private static List<String> strings(JsonNode list) {
        return list.valueStream().map(JsonNode::textValue).toList();
    }

    private static List<Embedding> embeddings(Stream<JsonNode> rows) {
        return rows.map(GoldenModel::embedding).toList();
    }

    private static Embedding embedding(JsonNode row) {
        float[] values = new float[row.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = row.get(i).floatValue();
        }
        return new Embedding(values);
    }

    /** From height × width × 3 to 3 × height × width. */
    static byte[] planes(RgbImage image) {
        int area = image.width() * image.height();
        byte[] planes = new byte[3 * area];
        for (int i = 0; i < planes.length; i++) {
            planes[i] = image.pixels()[3 * (i % area) + i / area];
        }
        return planes;
    }
}
