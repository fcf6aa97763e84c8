package io.tagstream.clip.archive;

import java.nio.ByteBuffer;
import java.util.Locale;

/**
 * How weights are stored and layers computed. Pixels go in as uint8 and embeddings come out as float32 in each of them.
 */
public enum Precision {
    FLOAT32(4, "FloatStorage"),
    /** Half the memory; three times as fast on processors with avx512_bf16 or AMX, and on GPUs. */
    BFLOAT16(2, "BFloat16Storage"),
    /** Half the memory; for GPUs from before bfloat16. */
    FLOAT16(2, "HalfStorage");

    final int bytes;
    final String storageClass;

    Precision(int bytes, String storageClass) {
        this.bytes = bytes;
        this.storageClass = storageClass;
    }

    /** Rounds to the nearest value, ties to even, and puts it at the buffer's position. */
    void encode(float value, ByteBuffer into) {
        switch (this) {
            case FLOAT32 -> into.putFloat(value);
            case BFLOAT16 -> into.putShort(bfloat16(value));
            case FLOAT16 -> into.putShort(Float.floatToFloat16(value));
        }
    }

    private static short bfloat16(float value) {
        int bits = Float.floatToIntBits(value);
        if (Float.isNaN(value)) {
            return (short) (bits >>> 16);
        }
        return (short) ((bits + 0x7FFF + ((bits >>> 16) & 1)) >>> 16);
    }

    /** The name used in configuration, in archives and beside embeddings: {@code bfloat16}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
