package io.tagstream.clip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagstream.clip.archive.ClipArchive;
import io.tagstream.clip.archive.Precision;
import io.tagstream.clip.checkpoint.CheckpointException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Snapshots that say something else than the golden ones. */
class ModelVariantTest {

    private static final List<String> TEXTS = List.of("a photo of a cat", "a rocket");

    @TempDir
    private Path directory;

    private Path snapshot;

    @BeforeEach
    void copySnapshot() throws IOException {
        snapshot = SnapshotCopy.of(Files.createDirectory(directory.resolve("snapshot")));
    }

    @Test
    void anEndTokenOfTwoMeansTheLargestId() throws IOException {
        List<Embedding> expected = embedTexts();
        SnapshotCopy.edit(snapshot.resolve("config.json"), "\"eos_token_id\": 49407", "\"eos_token_id\": 2");
        assertThat(embedTexts()).isEqualTo(expected);
    }

    /** QuickGELU approximates GELU, so the two are near each other and not the same. */
    @Test
    void theActivationIsTheConfigurations() throws IOException {
        Embedding quick = embedTexts().getFirst();
        SnapshotCopy.edit(snapshot.resolve("config.json"), "quick_gelu", "gelu");
        Embedding exact = embedTexts().getFirst();
        assertThat(exact.cosine(quick)).isBetween(0.9, 0.999999);
    }

    @Test
    void anArchiveThatLibtorchCannotLoadIsNamed() throws IOException {
        ClipArchive archive = importSnapshot();
        byte[] bytes = Files.readAllBytes(archive.file());
        // Of one length, so that the zip stays whole and only libtorch can find out.
        byte[] broken = new String(bytes, StandardCharsets.ISO_8859_1)
                .replace("def encode_text", "def encode text")
                .getBytes(StandardCharsets.ISO_8859_1);
        Files.write(archive.file(), broken);
        assertThatThrownBy(() -> ClipModel.load(archive, options()))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining(archive.file() + ": is not loaded by libtorch");
    }

    /** What a wrong kernel, a wrong precision or a flipped bit on the disk would look like. */
    @Test
    void aModelThatComputesSomethingElseIsRefused() throws IOException {
        ClipArchive archive = importSnapshot();
        byte[] bytes = Files.readAllBytes(archive.file());
        byte[] broken = new String(bytes, StandardCharsets.ISO_8859_1)
                .replace("y = x + torch.linear(h, weight[i]", "y = x - torch.linear(h, weight[i]")
                .getBytes(StandardCharsets.ISO_8859_1);
        assertThat(broken).isNotEqualTo(bytes).hasSameSizeAs(bytes);
        Files.write(archive.file(), broken);
        assertThatThrownBy(() -> ClipModel.load(archive, options()))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining(
                        "fails its self-check: in float32 on cpu, the cosine to what was computed in float32 is only");
    }

    private List<Embedding> embedTexts() {
        try (ClipModel model = ClipModel.load(importSnapshot(), options())) {
            return model.embedTexts(TEXTS);
        }
    }

    private ClipArchive importSnapshot() {
        return new ArchiveImporter(directory.resolve("models")).importSnapshot(snapshot, Precision.FLOAT32);
    }

    private static ClipOptions options() {
        return new ClipOptions("variant", ClipDevice.CPU, 1);
    }
}
