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
 * align. Positions beyond 4 GiB are written as zip64 has it; a single entry ends below.
 */
final class AlignedZip {

    private static final int ALIGNMENT = 64;
    /** The most that 32 bits hold; one more is the mark for "look into the zip64 field". */
    static final long NARROW = 0xFFFF_FFFEL;

    private static final int IN_ZIP64 = 0xFFFF_FFFF;
    private static final int LOCAL_HEADER = 0x04034b50;
    private static final int CENTRAL_HEADER = 0x02014b50;
    private static final int END = 0x06054b50;
    private static final int END_64 = 0x06064b50;
    private static final int LOCATOR_64 = 0x07064b50;
    private static final short ZIP64_FIELD = 1;
    private static final short VERSION = 20;
    private static final short VERSION_64 = 45;
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
    private final long narrow;
    private final List<Entry> entries = new ArrayList<>();
    private long end;

    AlignedZip(FileChannel channel, String folder) {
        this(channel, folder, NARROW);
    }

    /**
     * Starts a zip.
     *
     * @param narrow the largest position that is written without zip64
     */
    AlignedZip(FileChannel channel, String folder, long narrow) {
        this.channel = channel;
        this.folder = folder;
        this.narrow = narrow;
    }

    void add(String name, byte[] content) throws IOException {
        add(name, content.length, target -> target.write(ByteBuffer.wrap(content)));
    }

    void add(String name, long size, Content content) throws IOException {
        long offset = end;
        if (size > NARROW) {
            throw new IOException("%s has %d bytes, more than the 4 GiB of an entry".formatted(name, size));
        }
        channel.position(offset);
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
        end = channel.position();
    }

    /** Makes what was added so far a whole zip. More may be added afterwards, and it be finished again. */
    void finish() throws IOException {
        channel.position(end);
        for (Entry entry : entries) {
            writeFully(centralHeader(entry));
        }
        long size = channel.position() - end;
        if (end > narrow) {
            writeFully(end64(size));
        }
        writeFully(littleEndian(22)
                .putInt(END)
                .putInt(0)
                .putShort((short) entries.size())
                .putShort((short) entries.size())
                .putInt((int) size)
                .putInt(end > narrow ? IN_ZIP64 : (int) end)
                .putShort((short) 0)
                .flip());
    }

    private ByteBuffer centralHeader(Entry entry) {
        byte[] path = utf8(entry.path);
        boolean wide = entry.offset > narrow;
        short version = wide ? VERSION_64 : VERSION;
        ByteBuffer header = littleEndian(46 + path.length + (wide ? 12 : 0))
                .putInt(CENTRAL_HEADER)
                .putShort(version)
                .putShort(version)
                .putShort((short) UTF_8_NAMES)
                .putShort((short) 0)
                .putInt(FIRST_OF_JANUARY_1980)
                .putInt(entry.crc)
                .putInt(entry.size)
                .putInt(entry.size)
                .putShort((short) path.length)
                .putShort((short) (wide ? 12 : 0))
                .put(new byte[10])
                .putInt(wide ? IN_ZIP64 : (int) entry.offset)
                .put(path);
        if (wide) {
            header.putShort(ZIP64_FIELD).putShort((short) 8).putLong(entry.offset);
        }
        return header.flip();
    }

    /** The end record of zip64, and the locator that leads to it. */
    private ByteBuffer end64(long size) {
        return littleEndian(56 + 20)
                .putInt(END_64)
                .putLong(44)
                .putShort(VERSION_64)
                .putShort(VERSION_64)
                .putInt(0)
                .putInt(0)
                .putLong(entries.size())
                .putLong(entries.size())
                .putLong(size)
                .putLong(end)
                .putInt(LOCATOR_64)
                .putInt(0)
                .putLong(end + size)
                .putInt(1)
                .flip();
    }

    private static ByteBuffer localHeader(byte[] path, long offset, int size) {
        int unpadded = 30 + path.length + 4;
        int padding = (int) Math.floorMod(-(offset + unpadded), (long) ALIGNMENT);
        return littleEndian(unpadded + padding)
                .putInt(LOCAL_HEADER)
                .putShort(VERSION)
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
