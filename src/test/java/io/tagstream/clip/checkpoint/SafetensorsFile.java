package io.tagstream.clip.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes safetensors files, broken ones too. */
final class SafetensorsFile {

    private SafetensorsFile() {}

    static Path write(Path directory, String header, byte[] data) throws IOException {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        return write(directory, json.length, json, data);
    }

    static Path write(Path directory, long headerBytes, byte[] json, byte[] data) throws IOException {
        ByteBuffer file =
                ByteBuffer.allocate(Long.BYTES + json.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(headerBytes).put(json).put(data);
        return Files.write(directory.resolve("model.safetensors"), file.array());
    }
}
