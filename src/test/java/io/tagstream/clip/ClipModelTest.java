package io.tagstream.clip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagstream.clip.archive.Precision;
import io.tagstream.clip.vision.RgbImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

@TestInstance(Lifecycle.PER_CLASS)
class ClipModelTest {

    private GoldenModel golden;
    private ClipModel model;

    @BeforeAll
    void load() {
        golden = GoldenModel.tinyClip();
        model = Models.load(golden, Precision.FLOAT32);
    }

    @AfterAll
    void close() {
        if (model != null) {
            model.close();
        }
    }

    @Test
    void saysWhatItIs() {
        assertThat(model.name()).isEqualTo("tiny-clip");
        assertThat(model.digest()).matches("[0-9a-f]{64}");
        assertThat(model.dimensions()).isEqualTo(24);
        assertThat(model.imageSize()).isEqualTo(224);
    }

    @Test
    void nothingGivesNothing() {
        assertThat(model.embedImages(List.of())).isEmpty();
        assertThat(model.embedTexts(List.of())).isEmpty();
    }

    @Test
    void aPhotoOfTheRightSizeStaysAsItIs() {
        RgbImage crop = SharedData.picture(golden.pictures().getFirst().crop());
        assertThat(model.preprocess(crop)).isEqualTo(GoldenModel.planes(crop));
    }

    @Test
    void theSmallestPhotoFillsTheSquare() {
        byte[] pixels = model.preprocess(new RgbImage(1, 1, new byte[] {10, 20, 30}));
        int area = 224 * 224;
        assertThat(Arrays.copyOf(pixels, area)).containsOnly(10);
        assertThat(Arrays.copyOfRange(pixels, 2 * area, 3 * area)).containsOnly(30);
    }

    @Test
    void refusesAStripThatWouldFillTheMemory() {
        RgbImage strip = new RgbImage(101, 1, new byte[303]);
        assertThatThrownBy(() -> model.preprocess(strip)).hasMessageContaining("101 × 1 pixels is more than 100 times");
    }

    @Test
    void refusesPixelsOfAnotherSize() {
        assertThatThrownBy(() -> model.embedImages(List.of(new byte[12])))
                .hasMessageContaining("a picture of 12 bytes, not 150528");
    }

    @Test
    void manyThreadsGetTheSameResults() throws Exception {
        RgbImage photo = SharedData.picture(golden.pictures().getFirst().photo());
        byte[] pixels = model.preprocess(photo);
        Embedding embedding = model.embedImages(List.of(pixels)).getFirst();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<Embedding>> results = new ArrayList<>();
            for (int i = 0; i < 32; i++) {
                results.add(threads.submit(() ->
                        model.embedImages(List.of(model.preprocess(photo))).getFirst()));
            }
            for (Future<Embedding> result : results) {
                assertThat(result.get()).isEqualTo(embedding);
            }
        }
    }
}
