package io.tagstream.clip.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrecisionTest {

    @ParameterizedTest
    @CsvSource({
        "1, 3F80",
        "-2.5, C020",
        "1.00390625, 3F80", // half way to the next value, and the one below is even
        "1.01171875, 3F82", // half way, and the one above is even
        "1.0039064, 3F81", // just above half way
        "3.4e38, 7F80",
        "NaN, 7FC0",
        "-Infinity, FF80"
    })
    void bfloat16IsRoundedToTheNearestEven(float value, String bits) {
        ByteBuffer buffer = ByteBuffer.allocate(2);
        Precision.BFLOAT16.encode(value, buffer);
        assertThat(Integer.toHexString(Short.toUnsignedInt(buffer.getShort(0)))).isEqualToIgnoringCase(bits);
    }
}
