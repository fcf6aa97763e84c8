package io.tagstream.clip.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"F32, 4", "F16, 2", "BF16, 2"})
    void readsEachFloatingPointType(ElementType type, int bytes) throws IOException {
        ByteBuffer data = ByteBuffer.allocate(3 * bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : new float[] {1.5f, -2, 0.0078125f}) {
            switch (type) {
                case F32 -> data.putFloat(value);
                case F16 -> data.putShort(Float.floatToFloat16(value));
                default -> data.putShort((short) (Float.floatToIntBits(value) >>> 16));
            }
        }
        String header =
                "{\"w\": {\"dtype\": \"%s\", \"shape\": [3, 1], \"data_offsets\": [0, %d]}}".formatted(type, 3 * bytes);
        try (Safetensors file = Safetensors.open(SafetensorsFile.write(directory, header, data.array()))) {
            float[] values = new float[2];
            file.tensor("w", 3, 1).read(1, values, 2);
            assertThat(values).containsExactly(-2, 0.0078125f);
        }
    }

    @Test
    void refusesATruncatedHeader() throws IOException {
        Path file = SafetensorsFile.write(directory, 200, "{}".getBytes(StandardCharsets.UTF_8), new byte[0]);
        assertRefused(file, "ends inside its header of 200 bytes");
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE, -1, 0, 1L << 30})
    void refusesAnAbsurdHeaderLengthBeforeAllocatingIt(long length) throws IOException {
        Path file = SafetensorsFile.write(directory, length, new byte[0], new byte[0]);
        assertRefused(file, "a header of " + Long.toUnsignedString(length) + " bytes, where 2 to 16777216 are allowed");
    }

    @Test
    void refusesAFileThatIsTooShortToSayAnything() throws IOException {
        assertRefused(Files.write(directory.resolve("model.safetensors"), new byte[3]), "3 bytes are no safetensors");
    }

    @Test
    void refusesAFileThatIsNotThere() {
        assertRefused(directory.resolve("model.safetensors"), "cannot be read");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "nonsense | the header is not JSON",
                "[]       | the header is not a JSON object",
                "{\"a\": 1} | tensor a: data_offsets is no list",
                "{\"a\": {\"dtype\": \"F32\", \"shape\": [1], \"data_offsets\": [0, 4]}, \"a\": {}} | Duplicate field 'a'",
                "{\"a\": {\"dtype\": \"F7\", \"shape\": [1], \"data_offsets\": [0, 4]}} | tensor a: dtype 'F7' is unknown",
                "{\"a\": {\"dtype\": \"F32\", \"shape\": [-1], \"data_offsets\": [0, 4]}} | tensor a: shape is [-1]",
                "{\"a\": {\"dtype\": \"F32\", \"shape\": [2], \"data_offsets\": [0, 4]}} | tensor a: F32[2] does not fit 4 bytes",
                "{\"a\": {\"dtype\": \"F32\", \"shape\": [4294967296, 4294967296], \"data_offsets\": [0, 4]}} | beyond 64 bits",
                "{\"a\": {\"dtype\": \"F32\", \"shape\": [1], \"data_offsets\": [4, 0]}} | tensor a: data_offsets are [4,0]",
                "{\"a\": {\"dtype\": \"F32\", \"shape\": [4], \"data_offsets\": [0, 16]}} | tensor a: ends at byte 16 of 8",
                "{\"a\": {\"dtype\": \"F32\", \"shape\": [1], \"data_offsets\": [4, 8]}} | tensor a: leaves a gap before it",
                "{\"a\": {\"dtype\": \"F32\", \"shape\": [1], \"data_offsets\": [0, 4]}} | 4 bytes belong to no tensor",
            })
    void refusesAHeaderThatDoesNotDescribeTheFile(String header, String complaint) throws IOException {
        assertRefused(SafetensorsFile.write(directory, header, new byte[8]), complaint);
    }

    @Test
    void refusesOverlappingTensors() throws IOException {
        String header = """
                {"a": {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]},
                 "b": {"dtype": "F32", "shape": [1], "data_offsets": [4, 8]}}""";
        assertRefused(SafetensorsFile.write(directory, header, new byte[8]), "tensor b: overlaps the tensor before it");
    }

    @Test
    void namesTheTensorThatIsNotAsTheConfigurationSays() throws IOException {
        String header = """
                {"__metadata__": {"format": "pt"},
                 "w": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]},
                 "ids": {"dtype": "I32", "shape": [1], "data_offsets": [4, 8]}}""";
        try (Safetensors file = Safetensors.open(SafetensorsFile.write(directory, header, new byte[8]))) {
            assertThatThrownBy(() -> file.tensor("v", 1))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageEndingWith("model.safetensors: tensor v is missing");
            assertThatThrownBy(() -> file.tensor("w", 2))
                    .hasMessageEndingWith("tensor w has shape [1], but the configuration asks for [2]");
            assertThatThrownBy(() -> file.tensor("ids", 1)).hasMessageContaining("tensor ids is of type I32");
        }
    }

    private static void assertRefused(Path file, String complaint) {
        assertThatThrownBy(() -> Safetensors.open(file))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(complaint);
    }
}
