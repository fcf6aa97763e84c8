package io.tagstream.clip.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagstream.clip.checkpoint.Preprocessing.CropRounding;
import io.tagstream.clip.checkpoint.Preprocessing.Interpolation;
import io.tagstream.clip.checkpoint.Preprocessing.Resize;
import io.tagstream.clip.checkpoint.TextConfig.Pooling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenClipConfigTest {

    /** open_clip's ViT-g-14: heads of 88, and an intermediate width that its ratio only comes near to. */
    private static final String GIANT = """
            {"model_cfg": {"embed_dim": 1024,
              "vision_cfg": {"image_size": 224, "layers": 40, "width": 1408, "head_width": 88, "mlp_ratio": 4.3637, "patch_size": 14},
              "text_cfg": {"context_length": 77, "vocab_size": 49408, "width": 1024, "heads": 16, "layers": 24}},
             "preprocess_cfg": {"resize_mode": "squash", "interpolation": "bilinear", "fill_color": 0}}""";

    @TempDir
    private Path directory;

    @Test
    void readsTheGiant() throws IOException {
        ClipConfig config = read(GIANT);
        assertThat(config.vision().tower()).isEqualTo(new TowerConfig(40, 1408, 16, 6144, Activation.GELU, 1e-5));
        assertThat(config.text())
                .isEqualTo(new TextConfig(
                        new TowerConfig(24, 1024, 16, 4096, Activation.GELU, 1e-5),
                        77,
                        49_408,
                        new Pooling.LargestId()));
    }

    @Test
    void readsHowItsPicturesArePrepared() throws IOException {
        Preprocessing steps = OpenClipConfig.preprocessing(file(GIANT), 224);
        assertThat(steps.resize()).isEqualTo(Resize.SQUARE);
        assertThat(steps.interpolation()).isEqualTo(Interpolation.BILINEAR);
        assertThat(steps.rounding()).isEqualTo(CropRounding.HALF_EVEN);
        assertThat(steps.mean()).containsExactly(0.48145466, 0.4578275, 0.40821073);
    }

    @Test
    void whatIsSwitchedOffAsksForNothing() throws IOException {
        assertThat(read("""
                {"model_cfg": {"embed_dim": 512, "quick_gelu": true,
                  "vision_cfg": {"ls_init_value": null, "patch_dropout": 0.5, "attentional_pool": false, "pool_type": "tok"}}}""").vision().tower().activation()).isEqualTo(Activation.QUICK_GELU);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"model_cfg\": {}} | model_cfg.embed_dim is missing",
                "{\"model_cfg\": {\"embed_dim\": 1, \"vision_cfg\": {\"timm_model_name\": \"vit_base\"}}} | model_cfg.vision_cfg.timm_model_name asks for something that is not supported",
                "{\"model_cfg\": {\"embed_dim\": 1, \"vision_cfg\": {\"attentional_pool\": true}}} | vision_cfg.attentional_pool asks for something",
                "{\"model_cfg\": {\"embed_dim\": 1, \"vision_cfg\": {\"width\": 100}}} | vision_cfg.head_width is 64, which does not divide the width of 100",
                "{\"model_cfg\": {\"embed_dim\": 1, \"vision_cfg\": {\"image_size\": [224, 336]}}} | vision_cfg.image_size is [224,336], but must be a square",
                "{\"model_cfg\": {\"embed_dim\": 1, \"text_cfg\": {\"hf_model_name\": \"roberta-base\"}}} | text_cfg.hf_model_name asks for something",
                "{\"model_cfg\": {\"embed_dim\": 1, \"text_cfg\": {\"pool_type\": \"last\"}}} | text_cfg.pool_type is 'last', but only argmax and eos are supported",
                "{\"model_cfg\": {\"embed_dim\": 1, \"multimodal_cfg\": {\"width\": 1}}} | model_cfg.multimodal_cfg asks for something",
            })
    void namesTheFieldThatCannotBeRun(String json, String complaint) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("open_clip_config.json")
                .hasMessageContaining(complaint);
    }

    private ClipConfig read(String json) throws IOException {
        return OpenClipConfig.model(file(json));
    }

    private Path file(String json) throws IOException {
        return Files.writeString(directory.resolve("open_clip_config.json"), json);
    }
}
