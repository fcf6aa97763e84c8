package io.tagstream.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.clip.vision.RgbImage;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Small pictures of every kind, each beside Pillow's pixels of it. */
class VariantsTest {

    private final Decoder full = new Decoder(DecodeLimits.DEFAULTS, 10_000);

    static List<Variant> variants() {
        return Goldens.table("variants.tsv").stream()
                .map(row -> new Variant(
                        row[0],
                        row[1] + "x" + row[2],
                        row[3],
                        row[4],
                        Base64.getDecoder().decode(row[5])))
                .toList();
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Variant(String name, String size, String tolerance, String golden, byte[] file) {

        @Override
        public String toString() {
            return name;
        }
    }

    @ParameterizedTest
    @MethodSource("variants")
    void isWhatPillowMakesOfIt(Variant variant) {
        RgbImage image = full.decode(variant.file).image();

        assertThat(image.width() + "x" + image.height()).isEqualTo(variant.size);
        if (variant.tolerance.equals("0")) {
            Goldens.assertHash(image, variant.golden);
        } else {
            Goldens.assertClose(image, Base64.getDecoder().decode(variant.golden), 1, variant.tolerance);
        }
    }
}
