package io.tagstream.decode;

import static io.tagstream.failure.FailureCode.IMAGE_CORRUPT;

import io.tagstream.failure.Failure;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;

/** The first directory of a TIFF: whole numbers by tag. Values of other types are not read. */
final class TiffDirectory {

    private static final int ENTRY_BYTES = 12;
    private static final int INLINE_BYTES = 4;
    private static final int BYTE = 1;
    private static final int SHORT = 3;
    private static final int LONG = 4;
    private static final int UNDEFINED = 7;

    private record Entry(int type, long count, int at) {}

    private final ByteBuffer file;
    private final Map<Integer, Entry> entries = new HashMap<>();

    private TiffDirectory(ByteBuffer file) {
        this.file = file;
    }

    /**
     * Reads the directory that the header points at.
     *
     * @throws Failure IMAGE_CORRUPT if it, or a value that it points at, is beyond the file's end
     */
    static TiffDirectory read(byte[] bytes) {
        ByteOrder order = bytes[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        TiffDirectory directory = new TiffDirectory(ByteBuffer.wrap(bytes).order(order));
        directory.readEntries();
        return directory;
    }

    private void readEntries() {
        long start = file.limit() < 8 ? Long.MAX_VALUE : Integer.toUnsignedLong(file.getInt(4));
        require(start <= file.limit() - 2);
        int count = file.getShort((int) start) & 0xFFFF;
        require(start + 2 + (long) count * ENTRY_BYTES <= file.limit());
        for (int i = 0; i < count; i++) {
            int at = (int) start + 2 + i * ENTRY_BYTES;
            int type = file.getShort(at + 2) & 0xFFFF;
            long values = Integer.toUnsignedLong(file.getInt(at + 4));
            int valueBytes = bytesOf(type);
            if (valueBytes > 0) {
                long where = values * valueBytes <= INLINE_BYTES ? at + 8 : Integer.toUnsignedLong(file.getInt(at + 8));
                entries.putIfAbsent(
                        file.getShort(at) & 0xFFFF, new Entry(type, values, (int) Math.min(where, Integer.MAX_VALUE)));
            }
        }
    }

    ByteOrder order() {
        return file.order();
    }

    boolean has(int tag) {
        return entries.containsKey(tag);
    }

    /** The first value of a tag. */
    int number(int tag, int otherwise) {
        Entry entry = entries.get(tag);
        if (entry == null || entry.count == 0) {
            return otherwise;
        }
        return (int) value(whole(entry), 0);
    }

    /** All values of a tag, unsigned; none if it is not there. */
    long[] numbers(int tag) {
        Entry entry = entries.get(tag);
        if (entry == null) {
            return new long[0];
        }
        whole(entry);
        long[] values = new long[(int) entry.count];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(entry, i);
        }
        return values;
    }

    /** A value of bytes; none if it is not there. */
    byte[] bytes(int tag) {
        Entry entry = entries.get(tag);
        if (entry == null || bytesOf(entry.type) != 1) {
            return new byte[0];
        }
        byte[] value = new byte[(int) whole(entry).count];
        file.get(entry.at, value);
        return value;
    }

    private Entry whole(Entry entry) {
        require(entry.at + entry.count * bytesOf(entry.type) <= file.limit());
        return entry;
    }

    private long value(Entry entry, int index) {
        return switch (entry.type) {
            case SHORT -> file.getShort(entry.at + 2 * index) & 0xFFFF;
            case LONG -> Integer.toUnsignedLong(file.getInt(entry.at + 4 * index));
            default -> file.get(entry.at + index) & 0xFF;
        };
    }

    private static int bytesOf(int type) {
        return switch (type) {
            case BYTE, UNDEFINED -> 1;
            case SHORT -> 2;
            case LONG -> 4;
            default -> 0;
        };
    }

    private static void require(boolean fits) {
        if (!fits) {
            throw new Failure(IMAGE_CORRUPT, "the TIFF is truncated: its directory points beyond its end");
        }
    }
}
