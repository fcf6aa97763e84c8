package io.tagstream.clip.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagstream.clip.checkpoint.TextConfig.Pooling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransformersConfigTest {

    @TempDir
    private Path directory;

    @Test
    void whatIsLeftOutIsTheLibrarysDefault() throws IOException {
        assertThat(read("{\"model_type\": \"clip\"}"))
                .isEqualTo(new ClipConfig(
                        Family.CLIP,
                        new VisionConfig(new TowerConfig(12, 768, 12, 3072, Activation.QUICK_GELU, 1e-5), 224, 32),
                        new TextConfig(
                                new TowerConfig(12, 512, 8, 2048, Activation.QUICK_GELU, 1e-5),
                                77,
                                49_408,
                                new Pooling.FirstOf(49_407)),
                        512));
    }

    @Test
    void aSiglipHasDefaultsOfItsOwn() throws IOException {
        TowerConfig tower = new TowerConfig(12, 768, 12, 3072, Activation.GELU_TANH, 1e-6);
        assertThat(read("{\"model_type\": \"siglip\"}"))
                .isEqualTo(new ClipConfig(
                        Family.SIGLIP,
                        new VisionConfig(tower, 224, 16),
                        new TextConfig(tower, 64, 32_000, new Pooling.Last()),
                        768));
    }

    @Test
    void openAisOwnDictionariesWin() throws IOException {
        ClipConfig config = read("""
                {"model_type": "clip", "projection_dim": 768,
                 "text_config": {"hidden_size": 512, "eos_token_id": 2}, "text_config_dict": {"hidden_size": 768, "num_attention_heads": 12},
                 "vision_config": {"patch_size": 14}, "vision_config_dict": null}""");
        assertThat(config.text().tower().hidden()).isEqualTo(768);
        assertThat(config.text().pooling()).isEqualTo(new Pooling.LargestId());
        assertThat(config.vision().patches()).isEqualTo(256);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | model_type is '', but only clip and siglip are supported",
                "{\"model_type\": \"blip\"} | model_type is 'blip', but only clip and siglip are supported",
                "{\"model_type\": \"siglip2\"} | model_type is 'siglip2', which takes pictures of any shape (NaFlex)",
                "{\"model_type\": \"siglip\", \"vision_config\": {\"vision_use_head\": false}} | vision_config.vision_use_head is false",
                "{\"model_type\": \"siglip\", \"text_config\": {\"projection_size\": 512}} | text_config.projection_size is 512, but pictures are embedded in 768 dimensions",
                "nonsense | is not JSON",
                "[] | is not a JSON object",
                "{\"model_type\": \"clip\", \"text_config\": {\"hidden_act\": \"relu\"}} | text_config.hidden_act is 'relu', but only quick_gelu, gelu and gelu_pytorch_tanh are known",
                "{\"model_type\": \"clip\", \"text_config\": 3} | text_config is not an object",
                "{\"model_type\": \"clip\", \"vision_config\": {\"num_hidden_layers\": 0}} | vision_config.num_hidden_layers is 0, but must be at least 1",
                "{\"model_type\": \"clip\", \"vision_config\": {\"hidden_size\": 1.5}} | vision_config.hidden_size is 1.5, but must be a whole number",
                "{\"model_type\": \"clip\", \"vision_config\": {\"num_attention_heads\": 7}} | vision_config.hidden_size is 768, which 7 heads cannot share",
                "{\"model_type\": \"clip\", \"vision_config\": {\"patch_size\": 225}} | vision_config.patch_size is 225, larger than the image of 224",
                "{\"model_type\": \"clip\", \"vision_config\": {\"num_channels\": 4}} | vision_config.num_channels must be 3",
                "{\"model_type\": \"clip\", \"text_config\": {\"eos_token_id\": 50000}} | text_config.eos_token_id is 50000, outside of the vocabulary of 49408",
                "{\"model_type\": \"clip\", \"projection_dim\": \"many\"} | projection_dim is \"many\"",
            })
    void namesTheFieldThatCannotBeRun(String json, String complaint) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("config.json")
                .hasMessageContaining(complaint);
    }

    private ClipConfig read(String json) throws IOException {
        return TransformersConfig.read(Files.writeString(directory.resolve("config.json"), json));
    }
}
