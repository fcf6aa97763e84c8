package io.tagstream.failure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FailureCodeTest {

    @ParameterizedTest
    @EnumSource(FailureCode.class)
    void whoeverRetriesKnowsWhomToWaitFor(FailureCode code) {
        assertThat(code.dependency().isPresent()).isEqualTo(code.disposition() == Disposition.RETRY);
    }
}
