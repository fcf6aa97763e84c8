package io.tagstream.decode;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Writes EXIF as a camera does: directories, and behind each what does not fit its entries. */
final class ExifWriter {

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Entry(int tag, int type, int count, byte[] value) {}

    private record Child(int tag, ExifWriter directory) {}

    private final ByteOrder order;
    private final List<Entry> entries = new ArrayList<>();
    private final List<Child> children = new ArrayList<>();

    ExifWriter(ByteOrder order) {
        this.order = order;
    }

    ExifWriter text(int tag, String text) {
        byte[] bytes = (text + "\0").getBytes(US_ASCII);
        entries.add(new Entry(tag, 2, bytes.length, bytes));
        return this;
    }

    ExifWriter rationals(int tag, int... numeratorsAndDenominators) {
        ByteBuffer value =
                ByteBuffer.allocate(4 * numeratorsAndDenominators.length).order(order);
        for (int number : numeratorsAndDenominators) {
            value.putInt(number);
        }
        entries.add(new Entry(tag, 5, numeratorsAndDenominators.length / 2, value.array()));
        return this;
    }

    ExifWriter directory(int tag, ExifWriter directory) {
        children.add(new Child(tag, directory));
        return this;
    }

    byte[] bytes() {
        ByteBuffer out = ByteBuffer.allocate(10_000).order(order);
        out.put((order == ByteOrder.BIG_ENDIAN ? "MM" : "II").getBytes(US_ASCII));
        out.putShort((short) 42).putInt(8);
        int end = write(out, 8);
        byte[] bytes = new byte[end];
        out.get(0, bytes);
        return bytes;
    }

    /** @return where it ends */
    private int write(ByteBuffer out, int at) {
        int entry = at + 2;
        int free = entry + 12 * (entries.size() + children.size()) + 4;
        out.putShort(at, (short) (entries.size() + children.size()));
        for (Entry each : entries) {
            out.putShort(entry, (short) each.tag).putShort(entry + 2, (short) each.type);
            out.putInt(entry + 4, each.count);
            if (each.value.length <= 4) {
                out.put(entry + 8, each.value);
            } else {
                out.putInt(entry + 8, free).put(free, each.value);
                free += each.value.length;
            }
            entry += 12;
        }
        for (Child child : children) {
            out.putShort(entry, (short) child.tag).putShort(entry + 2, (short) 4);
            out.putInt(entry + 4, 1).putInt(entry + 8, free);
            free = child.directory.write(out, free);
            entry += 12;
        }
        return free;
    }
}
