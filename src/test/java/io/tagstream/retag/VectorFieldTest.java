package io.tagstream.retag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagstream.failure.Failure;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** Vectors as COPY sends them; the embedded server has no pgvector, so its form is written out here. */
class VectorFieldTest {

    private static final float[] VALUES = {0.25f, -1, 0.5f};

    @Test
    void readsAnArrayOfReals() {
        ByteBuffer field = ByteBuffer.allocate(100).putInt(42); // something before it
        field.putInt(1).putInt(0).putInt(700).putInt(3).putInt(1);
        for (float value : VALUES) {
            field.putInt(4).putFloat(value);
        }

        assertThat(read(field)).containsExactly(9, 0.25f, -1, 0.5f);
    }

    @Test
    void readsAHalfvec() {
        ByteBuffer field = ByteBuffer.allocate(100).putInt(42);
        field.putShort((short) 3).putShort((short) 0);
        for (float value : VALUES) {
            field.putShort(Float.floatToFloat16(value));
        }

        assertThat(read(field)).containsExactly(9, 0.25f, -1, 0.5f);
    }

    @Test
    void saysWhichPhotoHasNoVectorOfTheModel() {
        ByteBuffer field = ByteBuffer.allocate(100)
                .putInt(42)
                .putShort((short) 2)
                .putShort((short) 0)
                .putInt(0);

        assertThatThrownBy(() -> read(field))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("photo_no 7")
                .hasMessageContaining("3 numbers");
    }

    /** After one number that was there before. */
    private static float[] read(ByteBuffer written) {
        float[] into = {9, 0, 0, 0};
        int length = written.position() - 4;
        written.position(4);
        EmbeddingReader.read(written, length, 3, into, 1, 7);
        assertThat(written.position()).isEqualTo(4 + length);
        return into;
    }
}
