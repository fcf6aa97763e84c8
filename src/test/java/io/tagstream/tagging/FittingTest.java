package io.tagstream.tagging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FittingTest {

    private static final Calibration CALIBRATION = new Calibration(Calibration.Origin.CORRECTIONS, 0.7, -1.5, 40);

    @Test
    void isNamedByItsContentInWhateverOrder() {
        Map<String, Calibration> forwards = new LinkedHashMap<>();
        forwards.put("dog", CALIBRATION);
        forwards.put("cat", Calibration.NONE);
        Map<String, Calibration> backwards = new LinkedHashMap<>();
        backwards.put("cat", Calibration.NONE);
        backwards.put("dog", CALIBRATION);

        assertThat(new Fitting("model", forwards, Map.of("dog", learned(1))).digest())
                .isEqualTo(new Fitting("model", backwards, Map.of("dog", learned(1))).digest())
                .matches("[0-9a-f]{64}");
    }

    @Test
    void anythingElseHasAnotherName() {
        List<Fitting> fittings = List.of(
                Fitting.none("model"),
                Fitting.none("another"),
                new Fitting("model", Map.of("dog", CALIBRATION), Map.of()),
                new Fitting("model", Map.of("cat", CALIBRATION), Map.of()),
                new Fitting("model", Map.of("dog", Calibration.NONE), Map.of()),
                new Fitting("model", Map.of(), Map.of("dog", learned(1))),
                new Fitting("model", Map.of(), Map.of("dog", learned(Math.nextUp(1f)))));

        assertThat(fittings).extracting(Fitting::digest).doesNotHaveDuplicates();
    }

    private static LearnedTag learned(float weight) {
        return new LearnedTag(new float[] {weight, 2}, 0.5, 8, Double.POSITIVE_INFINITY, 0.2);
    }
}
