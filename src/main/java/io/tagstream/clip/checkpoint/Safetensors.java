package io.tagstream.clip.checkpoint;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A safetensors file, mapped into memory: eight bytes of header length, a JSON header, then raw little-endian tensors.
 * Nothing is read before it is asked for, so a checkpoint may be larger than the heap. The file must not be shortened
 * while it is open.
 */
public final class Safetensors implements Weights {

    /** A checkpoint of ten thousand tensors has a header of 2 MB. */
    private static final long MAX_HEADER_BYTES = 16 << 20;

    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final Path file;
    private final Arena arena;
    private final MemorySegment data;
    private final SafetensorsHeader header;

    private Safetensors(Path file, Arena arena, MemorySegment data, SafetensorsHeader header) {
        this.file = file;
        this.arena = arena;
        this.data = data;
        this.header = header;
    }

    /**
     * Maps the file and checks its header.
     *
     * @throws CheckpointException where the file cannot be read or its header does not describe it
     */
    public static Safetensors open(Path file) {
        Arena arena = Arena.ofShared();
        try (FileChannel channel = FileChannel.open(file)) {
            MemorySegment bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
            long headerBytes = headerBytes(file, bytes);
            byte[] json = bytes.asSlice(Long.BYTES, headerBytes).toArray(ValueLayout.JAVA_BYTE);
            MemorySegment data = bytes.asSlice(Long.BYTES + headerBytes);
            return new Safetensors(file, arena, data, SafetensorsHeader.parse(file, json, data.byteSize()));
        } catch (IOException e) {
            arena.close();
            throw new CheckpointException(file, "cannot be read: " + e, e);
        } catch (CheckpointException e) {
            arena.close();
            throw e;
        }
    }

    private static long headerBytes(Path file, MemorySegment bytes) {
        if (bytes.byteSize() < Long.BYTES) {
            throw new CheckpointException(file, "%d bytes are no safetensors file".formatted(bytes.byteSize()));
        }
        long headerBytes = bytes.get(LONG, 0);
        if (headerBytes < 2 || headerBytes > MAX_HEADER_BYTES) {
            throw new CheckpointException(
                    file,
                    "a header of %s bytes, where 2 to %d are allowed"
                            .formatted(Long.toUnsignedString(headerBytes), MAX_HEADER_BYTES));
        }
        if (headerBytes > bytes.byteSize() - Long.BYTES) {
            throw new CheckpointException(
                    file, "ends inside its header of %d bytes: the file is truncated".formatted(headerBytes));
        }
        return headerBytes;
    }

    @Override
    public boolean has(String name) {
        return header.tensors().containsKey(name);
    }

    @Override
    public List<Long> shape(String name) {
        return entry(name).shape();
    }

    @Override
    public CheckpointTensor tensor(String name, long... shape) {
        SafetensorsHeader.Entry entry = entry(name);
        List<Long> expected = Arrays.stream(shape).boxed().toList();
        if (!entry.shape().equals(expected)) {
            throw new CheckpointException(
                    file,
                    "tensor %s has shape %s, but the configuration asks for %s"
                            .formatted(name, entry.shape(), expected));
        }
        if (!entry.type().readable()) {
            throw new CheckpointException(
                    file, "tensor %s is of type %s, but only F32, F16 and BF16 are read".formatted(name, entry.type()));
        }
        return new StoredTensor(entry.type(), entry.shape(), data.asSlice(entry.begin(), entry.end() - entry.begin()));
    }

    private SafetensorsHeader.Entry entry(String name) {
        return Optional.ofNullable(header.tensors().get(name))
                .orElseThrow(() -> new CheckpointException(file, "tensor %s is missing".formatted(name)));
    }

    /** The names of all tensors. */
    public Set<String> names() {
        return header.tensors().keySet();
    }

    @Override
    public void close() {
        arena.close();
    }
}
