package io.tagstream.clip.checkpoint;

/**
 * The element types that the safetensors format names. Only floating-point ones up to 32 bits can be read as numbers.
 */
enum ElementType {
    F64(8),
    F32(4),
    F16(2),
    BF16(2),
    F8_E4M3(1),
    F8_E5M2(1),
    I64(8),
    I32(4),
    I16(2),
    I8(1),
    U64(8),
    U32(4),
    U16(2),
    U8(1),
    BOOL(1);

    final int bytes;

    ElementType(int bytes) {
        this.bytes = bytes;
    }

    boolean readable() {
        return this == F32 || this == F16 || this == BF16;
    }
}
