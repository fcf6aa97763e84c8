package io.tagstream.clip.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tagstream.clip.SharedData;
import io.tagstream.clip.SnapshotCopy;
import io.tagstream.clip.text.ClipTokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of a snapshot, and what is said where they do not make a model. */
class SnapshotTest {

    private static final Path FAMILIES = Path.of("src/test/resources/families");

    @TempDir
    private Path directory;

    /** The 60 texts, against OpenAI's vocabulary in its older form. */
    @Test
    void aVocabularyAndMergesGiveTheIdsOfATokenizer() throws IOException {
        JsonNode model = new ObjectMapper()
                .readTree(SharedData.path("golden/tiny-clip/tokenizer.json").toFile())
                .get("model");
        SnapshotCopy.of(directory);
        Files.delete(directory.resolve("tokenizer.json"));
        Files.writeString(directory.resolve("vocab.json"), model.get("vocab").toString());
        Files.writeString(
                directory.resolve("merges.txt"),
                model.get("merges")
                        .valueStream()
                        .map(pair -> pair.get(0).textValue() + " " + pair.get(1).textValue())
                        .collect(Collectors.joining("\n", "#version: 0.2\n", "\n")));
        Tokenizer tokenizer = Snapshot.read(directory).tokenizer();
        assertThat(tokenizer.files())
                .extracting(Path::getFileName)
                .map(Path::toString)
                .containsExactly("vocab.json", "merges.txt");
        try (ClipTokenizer clip = new ClipTokenizer(tokenizer.json(), 77, 49_408, tokenizer.preparation())) {
            for (JsonNode text :
                    SharedData.json(SharedData.path("golden/tokens.json")).get("cases")) {
                assertThat(clip.ids(text.get("text").textValue()))
                        .as(text.get("text").textValue())
                        .containsExactly(text.get("ids")
                                .valueStream()
                                .mapToLong(JsonNode::longValue)
                                .toArray());
            }
        }
    }

    @Test
    void transformersLayoutIsTakenWhereBothAreThere() throws IOException {
        copy("clip-quickgelu");
        copy("open-clip-gelu-custom-text");
        assertThat(Snapshot.read(directory).config().vision().tower().activation())
                .isEqualTo(Activation.QUICK_GELU);
        Files.delete(directory.resolve("model.safetensors"));
        assertThat(Snapshot.read(directory).config().vision().tower().activation())
                .isEqualTo(Activation.GELU);
    }

    @Test
    void saysThatAPickleIsNotRead() throws IOException {
        copy("clip-quickgelu");
        Files.move(directory.resolve("model.safetensors"), directory.resolve("pytorch_model.bin"));
        assertRefused(
                "has no model.safetensors; pytorch_model.bin is a pickle, which could run any code and is not read");
    }

    @Test
    void saysWhatADirectoryLacks() throws IOException {
        assertRefused("has no config.json and no open_clip_config.json");
        copy("clip-quickgelu");
        Files.delete(directory.resolve("merges.txt"));
        assertRefused("has no tokenizer.json, and no merges.txt instead");
    }

    @Test
    void namesTheShardThatIsMissing() throws IOException {
        copy("clip-gelu-sharded");
        Files.delete(directory.resolve("model-00002-of-00002.safetensors"));
        assertRefused(
                "model.safetensors.index.json: weight_map names model-00002-of-00002.safetensors, which is missing");
    }

    @Test
    void aShardLiesBesideItsIndex() throws IOException {
        copy("clip-gelu-sharded");
        Path index = directory.resolve("model.safetensors.index.json");
        Files.writeString(index, Files.readString(index).replace("model-00002-of", "../model-00002-of"));
        assertRefused("weight_map names \"../model-00002-of-00002.safetensors\", which is no shard");
    }

    @Test
    void namesATokenizerThatIsNotKnown() throws IOException {
        copy("siglip");
        SnapshotCopy.edit(directory.resolve("tokenizer_config.json"), "SiglipTokenizer", "T5Tokenizer");
        assertRefused("tokenizer_config.json: tokenizer_class is 'T5Tokenizer', which is not supported");
    }

    @Test
    void namesAPadTokenThatIsNotKnown() throws IOException {
        copy("siglip2");
        SnapshotCopy.edit(directory.resolve("tokenizer_config.json"), "\"<pad>\"", "\"<none>\"");
        assertRefused("pad_token is '<none>', which tokenizer.json does not know");
    }

    @Test
    void refusesWhatIsNoSentencePieceModel() throws IOException {
        copy("siglip");
        Files.writeString(directory.resolve("spiece.model"), "no model");
        assertRefused("spiece.model: is no sentencepiece model");
    }

    private void assertRefused(String complaint) {
        assertThatThrownBy(() -> Snapshot.read(directory))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining(complaint);
    }

    private void copy(String family) throws IOException {
        try (Stream<Path> files = Files.list(FAMILIES.resolve(family))) {
            for (Path file : files.toList()) {
                Files.write(directory.resolve(file.getFileName()), Files.readAllBytes(file));
            }
        }
    }
}
