package io.tagstream.local;

import io.tagstream.catalog.EmbeddingForm;
import java.nio.ByteBuffer;

/** An embedding in the binary form of COPY, whatever its column keeps of it. */
final class EmbeddingField {

    private static final int FLOAT4_OID = 700;

    private EmbeddingField() {}

    /** Bytes that one takes at most. */
    static int bytes(int dimensions) {
        return (6 + 2 * dimensions) * Integer.BYTES;
    }

    /** Appends the field, with its length before it. */
    static void put(ByteBuffer rows, EmbeddingForm form, float[] values, int offset, int dimensions) {
        switch (form) {
            case HALF -> {
                rows.putInt(2 * Short.BYTES + dimensions * Short.BYTES);
                rows.putShort((short) dimensions).putShort((short) 0);
                for (int d = 0; d < dimensions; d++) {
                    rows.putShort(Float.floatToFloat16(values[offset + d]));
                }
            }
            case REAL -> {
                rows.putInt((5 + 2 * dimensions) * Integer.BYTES);
                rows.putInt(1).putInt(0).putInt(FLOAT4_OID).putInt(dimensions).putInt(1);
                for (int d = 0; d < dimensions; d++) {
                    rows.putInt(Float.BYTES).putFloat(values[offset + d]);
                }
            }
        }
    }
}
