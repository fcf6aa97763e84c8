package io.tagstream.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tagstream.failure.Failure;
import io.tagstream.failure.FailureCode;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

final class FetchFailures {

    private FetchFailures() {}

    /** The message, for a closer look. */
    static String assertFails(ThrowingCallable fetch, FailureCode code) {
        Failure failure = catchThrowableOfType(Failure.class, fetch);
        assertThat(failure).as("fails with %s", code).isNotNull();
        assertThat(failure.code()).as(failure.detail()).isEqualTo(code);
        return failure.detail();
    }
}
