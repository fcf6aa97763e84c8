package io.tagstream.clip;

import com.fasterxml.jackson.databind.JsonNode;
import io.tagstream.clip.vision.RgbImage;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A snapshot and what transformers computed with it, in float32. */
record GoldenModel(
        String name,
        Path snapshot,
        List<String> texts,
        List<byte[]> pixels,
        List<Embedding> imageEmbeddings,
        List<Embedding> textEmbeddings,
        JsonNode logits,
        double logitScale) {

    static Stream<GoldenModel> all() {
        return Stream.of(tinyClip());
    }

    static GoldenModel tinyClip() {
        Path snapshot = SharedData.path("golden/tiny-clip");
        JsonNode golden = SharedData.json(snapshot.resolve("golden.json"));
        return new GoldenModel(
                "tiny-clip",
                snapshot,
                strings(golden.get("texts")),
                strings(golden.get("images")).stream()
                        .map(name -> planes(SharedData.picture(SharedData.path("golden/preprocess/" + name))))
                        .toList(),
                embeddings(golden.get("image_embeds")),
                embeddings(golden.get("text_embeds")),
                golden.get("logits_per_image"),
                golden.get("logit_scale").doubleValue());
    }

    @Override
    public String toString() {
        return name;
    }

    private static List<String> strings(JsonNode list) {
        return list.valueStream().map(JsonNode::textValue).toList();
    }

    private static List<Embedding> embeddings(JsonNode rows) {
        return rows.valueStream().map(GoldenModel::embedding).toList();
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
