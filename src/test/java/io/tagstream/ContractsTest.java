package io.tagstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.failure.FailureCode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContractsTest {

    @ParameterizedTest
    @MethodSource("io.tagstream.Contracts#schemas")
    void everySchemaIsOne(Path schema) {
        assertThat(Contracts.violationsOfSchema(schema)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"uploaded", "deleted", "tagged", "rejected"})
    void examplesAreAsTheirSchemaSays(String label) {
        List<String> examples = Contracts.examples(label);

        assertThat(examples).isNotEmpty().allSatisfy(json -> assertThat(Contracts.violations("photo-" + label, json))
                .isEmpty());
    }

    @Test
    void schemasNoticeWhatIsWrong() {
        assertThat(Contracts.violations("photo-uploaded", "{\"photoId\": \"a\"}"))
                .singleElement()
                .asString()
                .contains("uri");
        assertThat(Contracts.violations("photo-uploaded", """
                {"photoId": "a", "uri": "file:///a.jpg", "uploadedAt": "yesterday"}"""))
                .singleElement()
                .asString()
                .contains("date-time");
        assertThat(Contracts.violations("photo-deleted", "{\"photoId\": \"a\\u0000b\"}"))
                .isNotEmpty();
    }

    @Test
    void everyFailureCodeIsExplainedToUploaders() {
        List<String> codes =
                Arrays.stream(FailureCode.values()).map(FailureCode::name).toList();

        assertThat(Contracts.codes()).containsExactlyElementsOf(codes);
    }
}
