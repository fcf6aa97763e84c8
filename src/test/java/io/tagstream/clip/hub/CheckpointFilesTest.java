package io.tagstream.clip.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class CheckpointFilesTest {

    private static final ModelName NAME = ModelName.of("someone/clip");

    @Test
    void weightsAreTakenOnceThoughOpenClipsAreThereToo() {
        assertThat(CheckpointFiles.choose(
                        NAME,
                        List.of(
                                "open_clip_model.safetensors",
                                "open_clip_config.json",
                                "open_clip_pytorch_model.bin",
                                "model.safetensors",
                                "config.json",
                                "tokenizer.json")))
                .containsExactly("config.json", "tokenizer.json", "open_clip_config.json", "model.safetensors");
    }

    @Test
    void openClipsAreTakenWhereThereAreNoOthers() {
        assertThat(CheckpointFiles.choose(
                        NAME, List.of("open_clip_model.safetensors", "open_clip_config.json", "tokenizer.json")))
                .containsExactly("tokenizer.json", "open_clip_config.json", "open_clip_model.safetensors");
    }

    @Test
    void shardsComeWithTheirIndex() {
        assertThat(CheckpointFiles.choose(
                        NAME,
                        List.of(
                                "config.json",
                                "model-00002-of-00002.safetensors",
                                "model-00001-of-00002.safetensors",
                                "model.safetensors.index.json")))
                .containsExactly(
                        "config.json",
                        "model.safetensors.index.json",
                        "model-00001-of-00002.safetensors",
                        "model-00002-of-00002.safetensors");
    }

    @Test
    void saysWhatIsNoClip() {
        assertThatThrownBy(() -> CheckpointFiles.choose(NAME, List.of("README.md")))
                .hasMessage("someone/clip holds no CLIP: it has neither config.json nor open_clip_config.json");
        assertThatThrownBy(() -> CheckpointFiles.choose(NAME, List.of("config.json", "flax_model.msgpack")))
                .hasMessage("someone/clip has no weights: neither model.safetensors nor open_clip_model.safetensors");
    }

    @Test
    void saysWhatAFolderLacks() {
        List<String> transformers = List.of("config.json", "tokenizer.json", "model.safetensors");
        List<String> openClip = List.of("open_clip_config.json", "open_clip_model.safetensors", "tokenizer.json");
        List<String> sharded = List.of(
                "config.json", "preprocessor_config.json", "tokenizer.json", "model.safetensors.index.json", "a");

        assertThat(CheckpointFiles.missing(transformers::contains, List.of()))
                .containsExactly("preprocessor_config.json");
        assertThat(CheckpointFiles.missing(openClip::contains, List.of())).isEmpty();
        assertThat(CheckpointFiles.missing(sharded::contains, List.of("a", "b")))
                .containsExactly("b");
        assertThat(CheckpointFiles.missing(_ -> false, List.of()))
                .containsExactly("config.json", "preprocessor_config.json", "tokenizer.json", "model.safetensors");
    }
}
