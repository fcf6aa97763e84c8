package io.tagstream.decode;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;

/** Damage to a file, by chance but the same for the same seed. */
final class Mutation {

    /** Where numbers are at their limits. */
    private static final int[] EDGES = {
        0, 1, -1, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x10000, 0x7FFFFFFF, 0x80000000
    };

    /** Sizes, offsets and counts are mostly here. */
    private static final int HEADER_BYTES = 96;

    private final Random random;

    Mutation(Random random) {
        this.random = random;
    }

    /** One to four damages of one of the files, some of them with parts of another one. */
    byte[] of(List<byte[]> files) {
        byte[] file = files.get(random.nextInt(files.size())).clone();
        int damages = 1 + random.nextInt(4);
        for (int i = 0; i < damages && file.length > 0; i++) {
            file = switch (random.nextInt(8)) {
                case 0 -> Arrays.copyOf(file, random.nextInt(file.length));
                case 1 -> flip(file, file.length);
                case 2 -> flip(file, HEADER_BYTES);
                case 3 -> splice(file, files.get(random.nextInt(files.size())));
                case 4 -> edge(file);
                case 5 -> cut(file);
                case 6 -> repeat(file);
                default -> noise(file);
            };
        }
        return random.nextBoolean() ? withChecksums(file) : file;
    }

    private byte[] flip(byte[] file, int within) {
        int flips = 1 + random.nextInt(8);
        for (int i = 0; i < flips; i++) {
            file[random.nextInt(Math.min(within, file.length))] ^= (byte) (1 << random.nextInt(8));
        }
        return file;
    }

    /** The beginning of one and the rest of the other. */
    private byte[] splice(byte[] file, byte[] other) {
        int at = random.nextInt(Math.min(file.length, other.length) + 1);
        byte[] spliced = other.clone();
        System.arraycopy(file, 0, spliced, 0, Math.min(at, spliced.length));
        return spliced;
    }

    private byte[] edge(byte[] file) {
        int bytes = 1 << random.nextInt(3);
        if (file.length < bytes) {
            return file;
        }
        int at = random.nextInt(Math.min(4 * HEADER_BYTES, file.length) - bytes + 1);
        int value = EDGES[random.nextInt(EDGES.length)];
        ByteBuffer buffer =
                ByteBuffer.wrap(file).order(random.nextBoolean() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        switch (bytes) {
            case 1 -> buffer.put(at, (byte) value);
            case 2 -> buffer.putShort(at, (short) value);
            default -> buffer.putInt(at, value);
        }
        return file;
    }

    private byte[] cut(byte[] file) {
        int from = random.nextInt(file.length);
        int to = Math.min(file.length, from + 1 + random.nextInt(32));
        byte[] shorter = Arrays.copyOf(file, file.length - (to - from));
        System.arraycopy(file, to, shorter, from, file.length - to);
        return shorter;
    }

    private byte[] repeat(byte[] file) {
        int from = random.nextInt(file.length);
        int to = Math.min(file.length, from + 1 + random.nextInt(64));
        byte[] longer = Arrays.copyOf(file, file.length + to - from);
        System.arraycopy(file, from, longer, to, file.length - from);
        return longer;
    }

    private byte[] noise(byte[] file) {
        byte[] noise = new byte[1 + random.nextInt(16)];
        random.nextBytes(noise);
        int at = random.nextInt(file.length);
        System.arraycopy(noise, 0, file, at, Math.min(noise.length, file.length - at));
        return file;
    }

    /** So that damage in a PNG gets further than its first checksum. */
    private static byte[] withChecksums(byte[] file) {
        ByteBuffer buffer = ByteBuffer.wrap(file);
        if (file.length < 8 || buffer.getInt(0) != 0x89504E47) {
            return file;
        }
        for (int at = 8; at + 12 <= file.length; ) {
            int length = buffer.getInt(at);
            if (length < 0 || length > file.length - at - 12) {
                return file;
            }
            CRC32 crc = new CRC32();
            crc.update(file, at + 4, length + 4);
            buffer.putInt(at + 8 + length, (int) crc.getValue());
            at += 12 + length;
        }
        return file;
    }
}
