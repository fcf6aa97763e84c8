package io.tagstream.clip.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * A zip as libtorch wants it: entries stored, each one's data at a multiple of 64 bytes. Java's own writer cannot
 * align. Numbers are 32 bits wide (no zip64), so that an archive ends below 4 GiB.
 */
final class AlignedZip {

    private static final int ALIGNMENT = 64;
    private static final long MAX_BYTES = 0xFFFF_FFFEL;
    private static final int LOCAL_HEADER = 0x04034b50;
    private static final int CENTRAL_HEADER = 0x02014b50;
    private static final int END = 0x06054b50;
    private static final int VERSION = 20;
    private static final int UTF_8_NAMES = 1 << 11;
    private static final int FIRST_OF_JANUARY_1980 = 1 << 21 | 1 << 16;
    /** The field that libtorch's own writer pads with. */
    private static final int PADDING_FIELD = 'F' | 'B' << 8;

    private static final int CRC_OFFSET = 14;

    private record Entry(String path, long offset, int crc, int size) {}

    /** What an entry holds, written to the target from first to last byte. */
    @FunctionalInterface
    interface Content {
        void writeTo(Target target) throws IOException;
    }

    @FunctionalInterface
    interface Target {
        void write(ByteBuffer bytes) throws IOException;
    }

    private final FileChannel channel;
    private final String folder;
    private final List<Entry> entries = new ArrayList<>();

    AlignedZip(FileChannel channel, String folder) {
        this.channel = channel;
        this.folder = folder;
    }

    void add(String name, byte[] content) throws IOException {
        add(name, content.length, target -> target.write(ByteBuffer.wrap(content)));
    }

    void add(String name, long size, Content content) throws IOException {
        long offset = channel.position();
        if (offset + size > MAX_BYTES) {
            throw new IOException("an archive of more than 4 GiB cannot be written; choose bfloat16");
        }
        String path = folder + '/' + name;
        writeFully(localHeader(utf8(path), offset, (int) size));
        long start = channel.position();
        CRC32 crc = new CRC32();
        content.writeTo(bytes -> {
            crc.update(bytes.duplicate());
            writeFully(bytes);
        });
        if (channel.position() - start != size) {
            throw new IOException("%s has %d bytes, not %d".formatted(name, channel.position() - start, size));
        }
        channel.write(littleEndian(4).putInt((int) crc.getValue()).flip(), offset + CRC_OFFSET);
        entries.add(new Entry(path, offset, (int) crc.getValue(), (int) size));
    }

    void finish() throws IOException {
        long start = channel.position();
        for (Entry entry : entries) {
            byte[] path = utf8(entry.path);
            writeFully(littleEndian(46 + path.length)
                    .putInt(CENTRAL_HEADER)
                    .putShort((short) VERSION)
                    .putShort((short) VERSION)
                    .putShort((short) UTF_8_NAMES)
                    .putShort((short) 0)
                    .putInt(FIRST_OF_JANUARY_1980)
                    .putInt(entry.crc)
                    .putInt(entry.size)
                    .putInt(entry.size)
                    .putShort((short) path.length)
                    .put(new byte[12])
                    .putInt((int) entry.offset)
                    .put(path)
                    .flip());
        }
        int size = (int) (channel.position() - start);
        writeFully(littleEndian(22)
                .putInt(END)
                .putInt(0)
                .putShort((short) entries.size())
                .putShort((short) entries.size())
                .putInt(size)
                .putInt((int) start)
                .putShort((short) 0)
                .flip());
    }

    private static ByteBuffer localHeader(byte[] path, long offset, int size) {
        int unpadded = 30 + path.length + 4;
        int padding = (int) Math.floorMod(-(offset + unpadded), (long) ALIGNMENT);
        return littleEndian(unpadded + padding)
                .putInt(LOCAL_HEADER)
                .putShort((short) VERSION)
                .putShort((short) UTF_8_NAMES)
                .putShort((short) 0)
                .putInt(FIRST_OF_JANUARY_1980)
                .putInt(0)
                .putInt(size)
                .putInt(size)
                .putShort((short) path.length)
                .putShort((short) (padding + 4))
                .put(path)
                .putShort((short) PADDING_FIELD)
                .putShort((short) padding)
                .put(new byte[padding])
                .flip();
    }

    private void writeFully(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static ByteBuffer littleEndian(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
