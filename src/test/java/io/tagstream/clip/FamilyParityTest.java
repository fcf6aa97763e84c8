package io.tagstream.clip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.tagstream.clip.archive.Precision;
import io.tagstream.clip.vision.RgbImage;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Snapshots of every family and layout, against what transformers computed with the same weights: stage by stage, each
 * from the reference's result of the stage before. Made by src/test/python/families.py.
 */
@ParameterizedClass
@ValueSource(
        strings = {
            "clip-quickgelu",
            "clip-gelu-sharded",
            "open-clip-quickgelu",
            "open-clip-gelu-custom-text",
            "siglip",
            "siglip2"
        })
class FamilyParityTest {

    private static final Path FAMILIES = Path.of("src/test/resources/families");

    private final JsonNode golden;
    private final ClipModel model;

    FamilyParityTest(String family) {
        Path snapshot = FAMILIES.resolve(family);
        this.golden = SharedData.json(snapshot.resolve("golden.json"));
        this.model = Models.load(snapshot, Precision.FLOAT32);
    }

    @AfterEach
    void close() {
        model.close();
    }

    @Test
    void tokensAreTheReferences() {
        for (int i = 0; i < texts().size(); i++) {
            assertThat(model.tokens(texts().get(i)))
                    .as(texts().get(i))
                    .containsExactly(longs(golden.get("ids").get(i)));
        }
    }

    /** The resize rounds differently here and there. */
    @Test
    void pixelsAreTheReferences() {
        for (int i = 0; i < golden.get("pictures").size(); i++) {
            byte[] actual = model.preprocess(picture(golden.get("pictures").get(i)));
            byte[] expected = bytes(golden.get("crops").get(i));
            assertThat(actual).hasSameSizeAs(expected);
            for (int j = 0; j < actual.length; j++) {
                assertThat(Math.abs((actual[j] & 0xFF) - (expected[j] & 0xFF)))
                        .as("value %d of picture %d", j, i)
                        .isLessThanOrEqualTo(1);
            }
        }
    }

    @Test
    void picturesAreEmbeddedAsTheReferenceDoes() {
        assertClose(model.embedImages(crops()), golden.get("image_embeds"));
    }

    @Test
    void textsAreEmbeddedAsTheReferenceDoes() {
        assertClose(model.embedTexts(texts()), golden.get("text_embeds"));
    }

    @Test
    void logitsAreTheReferences() {
        List<Embedding> pictures = model.embedImages(crops());
        List<Embedding> texts = model.embedTexts(texts());
        for (int i = 0; i < pictures.size(); i++) {
            for (int j = 0; j < texts.size(); j++) {
                assertThat(model.head().logit(pictures.get(i).cosine(texts.get(j))))
                        .as("logit of picture %d and '%s'", i, texts().get(j))
                        .isCloseTo(golden.get("logits_per_image").get(i).get(j).doubleValue(), within(1e-3));
            }
        }
    }

    private List<byte[]> crops() {
        return golden.get("crops").valueStream().map(FamilyParityTest::bytes).toList();
    }

    private List<String> texts() {
        return golden.get("texts").valueStream().map(JsonNode::textValue).toList();
    }

    private static RgbImage picture(JsonNode node) {
        return new RgbImage(node.get("width").intValue(), node.get("height").intValue(), bytes(node.get("rgb")));
    }

    private static byte[] bytes(JsonNode base64) {
        return Base64.getDecoder().decode(base64.textValue());
    }

    private static long[] longs(JsonNode list) {
        return list.valueStream().mapToLong(JsonNode::longValue).toArray();
    }

    private static void assertClose(List<Embedding> actual, JsonNode expected) {
        assertThat(actual).hasSize(expected.size());
        for (int i = 0; i < actual.size(); i++) {
            float[] values = actual.get(i).values();
            assertThat(values).hasSize(expected.get(i).size());
            for (int j = 0; j < values.length; j++) {
                assertThat((double) values[j])
                        .as("value %d of row %d", j, i)
                        .isCloseTo(expected.get(i).get(j).doubleValue(), within(1e-5));
            }
        }
    }
}
