package io.tagstream.clip.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagstream.clip.checkpoint.Preprocessing.CropRounding;
import io.tagstream.clip.checkpoint.Preprocessing.Interpolation;
import io.tagstream.clip.checkpoint.Preprocessing.Resize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageProcessorConfigTest {

    @TempDir
    private Path directory;

    @Test
    void whatIsLeftOutIsTheLibrarysDefault() throws IOException {
        Preprocessing steps = read("{}");
        assertThat(steps.size()).isEqualTo(224);
        assertThat(steps.crop()).isEqualTo(224);
        assertThat(steps.scale()).isEqualTo(1 / 255.0);
        assertThat(steps.mean()).containsExactly(0.48145466, 0.4578275, 0.40821073);
    }

    @Test
    void readsOldAndNewWaysToWriteASize() throws IOException {
        assertThat(read("{\"size\": 64, \"crop_size\": 48}"))
                .isEqualTo(read("{\"size\": {\"shortest_edge\": 64}, \"crop_size\": {\"height\": 48, \"width\": 48}}"));
    }

    @Test
    void stepsThatAreOffChangeNothing() throws IOException {
        Preprocessing steps = read("{\"do_rescale\": false, \"do_normalize\": false}");
        assertThat(steps.scale()).isEqualTo(1);
        assertThat(steps.mean()).isEqualTo(List.of(0.0, 0.0, 0.0));
        assertThat(steps.std()).isEqualTo(List.of(1.0, 1.0, 1.0));
    }

    @Test
    void aSiglipSquashesPicturesIntoASquare() throws IOException {
        assertThat(read("{\"image_processor_type\": \"SiglipImageProcessor\", \"resample\": 2}"))
                .isEqualTo(new Preprocessing(
                        Resize.SQUARE,
                        224,
                        Interpolation.BILINEAR,
                        224,
                        CropRounding.DOWN,
                        1 / 255.0,
                        List.of(0.5, 0.5, 0.5),
                        List.of(0.5, 0.5, 0.5)));
    }

    @Test
    void readsWhatNewerVersionsNestInAProcessor() throws IOException {
        String inner =
                "{\"image_processor_type\": \"SiglipImageProcessorFast\", \"size\": {\"height\": 64, \"width\": 64}}";
        assertThat(read("{\"processor_class\": \"SiglipProcessor\", \"image_processor\": " + inner + "}"))
                .isEqualTo(read(inner));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"do_center_crop\": false} | do_center_crop is false",
                "{\"do_resize\": \"yes\"} | do_resize is \"yes\", but must be true or false",
                "{\"resample\": 1} | resample is 1, but only 2 (bilinear) and 3 (bicubic) are supported",
                "{\"size\": {\"longest_edge\": 224}} | size is {\"longest_edge\":224}, but one value for [shortest_edge] is needed",
                "{\"size\": {\"height\": 224, \"width\": 200}} | size is {\"height\":224,\"width\":200}, but one value for [height, width] is needed",
                "{\"image_processor_type\": \"ViTImageProcessor\"} | image_processor_type is 'ViTImageProcessor', which is not supported",
                "{\"crop_size\": {\"height\": 224, \"width\": 112}} | crop_size is {\"height\":224,\"width\":112}",
                "{\"size\": 100} | crop_size is 224, more than the resized 100 pixels",
                "{\"image_mean\": [0.5]} | image_mean is [0.5], but must be three numbers",
                "{\"image_std\": [0, 1, 1]} | image_std is [0.0, 1.0, 1.0], but must be positive",
                "{\"rescale_factor\": 0} | rescale_factor is 0, but must be a positive number",
            })
    void namesTheFieldThatCannotBeFollowed(String json, String complaint) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("preprocessor_config.json")
                .hasMessageContaining(complaint);
    }

    private Preprocessing read(String json) throws IOException {
        return ImageProcessorConfig.read(
                Files.writeString(directory.resolve("preprocessor_config.json"), json), Family.CLIP);
    }
}
