package io.tagstream.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tagstream.failure.Failure;
import io.tagstream.failure.FailureCode;

final class DecodeFailures {

    private DecodeFailures() {}

    /** The message, for a closer look. */
    static String assertFails(Decoder decoder, byte[] bytes, FailureCode code) {
        Failure failure = catchThrowableOfType(Failure.class, () -> decoder.decode(bytes));
        assertThat(failure).as("fails with %s", code).isNotNull();
        assertThat(failure.code()).as(failure.detail()).isEqualTo(code);
        return failure.detail();
    }
}
