package io.tagstream.clip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagstream.clip.archive.ArchiveDescription;
import io.tagstream.clip.archive.ClipArchive;
import io.tagstream.clip.archive.Precision;
import io.tagstream.clip.checkpoint.CheckpointException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveImporterTest {

    @TempDir
    private Path directory;

    private Path snapshot;
    private Path models;
    private ArchiveImporter importer;

    @BeforeEach
    void copySnapshot() throws IOException {
        snapshot = SnapshotCopy.of(Files.createDirectory(directory.resolve("snapshot")));
        models = directory.resolve("not/yet/there");
        importer = new ArchiveImporter(models);
    }

    @Test
    void describesWhatWasImported() {
        ClipArchive archive = importer.importSnapshot(snapshot, Precision.BFLOAT16);
        ArchiveDescription description = archive.description();
        assertThat(archive.file()).hasFileName("clip-%s-bfloat16.v3.pt".formatted(description.digest()));
        assertThat(description.precision()).isEqualTo(Precision.BFLOAT16);
        assertThat(description.dimensions()).isEqualTo(24);
        assertThat(description.imageSize()).isEqualTo(224);
        assertThat(description.contextLength()).isEqualTo(77);
        assertThat(description.vocabulary()).isEqualTo(49_408);
        assertThat(archive.tokenizer()).hasSizeGreaterThan(1_000_000);
    }

    @Test
    void theSameSnapshotIsNotWrittenAgain() throws IOException {
        Path file = importer.importSnapshot(snapshot, Precision.FLOAT32).file();
        Files.setLastModifiedTime(file, FileTime.fromMillis(0));
        assertThat(importer.importSnapshot(snapshot, Precision.FLOAT32).file()).isEqualTo(file);
        assertThat(Files.getLastModifiedTime(file)).isEqualTo(FileTime.fromMillis(0));
        assertThat(files()).containsExactly(file);
    }

    @Test
    void whateverDecidesAnEmbeddingDecidesTheDigest() throws IOException {
        String original = digest(Precision.FLOAT32);
        assertThat(digest(Precision.FLOAT16)).as("the same model, only rounded").isEqualTo(original);
        SnapshotCopy.edit(snapshot.resolve("preprocessor_config.json"), "0.48145466", "0.5");
        String otherMean = digest(Precision.FLOAT32);
        assertThat(otherMean).isNotEqualTo(original);
        SnapshotCopy.edit(snapshot.resolve("config.json"), "quick_gelu", "gelu");
        assertThat(digest(Precision.FLOAT32)).isNotIn(original, otherMean);
    }

    @Test
    void whatAKilledImportLeftIsSweptUp() throws IOException {
        Path abandoned = Files.createFile(Files.createDirectories(models).resolve("clip-1.part"));
        Files.setLastModifiedTime(abandoned, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
        Path inTheMaking = Files.createFile(models.resolve("clip-2.part"));
        Path archive = importer.importSnapshot(snapshot, Precision.FLOAT32).file();
        assertThat(files()).containsExactlyInAnyOrder(archive, inTheMaking);
    }

    @Test
    void namesTheTensorThatIsMissing() throws IOException {
        SnapshotCopy.edit(snapshot.resolve("config.json"), "\"num_hidden_layers\": 4", "\"num_hidden_layers\": 5");
        assertRefused("model.safetensors: tensor vision_model.encoder.layers.4.layer_norm1.weight is missing");
    }

    @Test
    void namesTheTensorOfTheWrongShape() throws IOException {
        SnapshotCopy.edit(snapshot.resolve("config.json"), "\"intermediate_size\": 192", "\"intermediate_size\": 96");
        assertRefused("tensor vision_model.encoder.layers.0.mlp.fc1.weight has shape [192, 48], "
                + "but the configuration asks for [96, 48]");
    }

    @Test
    void namesTheFileThatIsMissing() throws IOException {
        Files.delete(snapshot.resolve("tokenizer.json"));
        assertRefused("snapshot: has no tokenizer.json, and no vocab.json instead");
    }

    @Test
    void refusesPicturesOfAnotherSizeThanTheModelTakes() throws IOException {
        SnapshotCopy.edit(snapshot.resolve("preprocessor_config.json"), "224", "192");
        assertRefused("crop_size is 192, but vision_config.image_size is 224");
    }

    @Test
    void refusesToOpenWhatItDidNotWrite() throws IOException {
        Path file = Files.writeString(directory.resolve("other.pt"), "no zip");
        assertThatThrownBy(() -> ClipArchive.open(file))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("other.pt: is no archive of an imported model");
    }

    /** Half an archive must never be found, so a failure leaves nothing. */
    private void assertRefused(String complaint) throws IOException {
        assertThatThrownBy(() -> importer.importSnapshot(snapshot, Precision.FLOAT32))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining(complaint);
        assertThat(files()).isEmpty();
    }

    private String digest(Precision precision) {
        return importer.importSnapshot(snapshot, precision).description().digest();
    }

    private List<Path> files() throws IOException {
        if (!Files.exists(models)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(models)) {
            return files.toList();
        }
    }
}
