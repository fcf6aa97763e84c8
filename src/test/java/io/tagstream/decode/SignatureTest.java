package io.tagstream.decode;

import static io.tagstream.decode.DecodeFailures.assertFails;
import static io.tagstream.failure.FailureCode.IMAGE_FORMAT_UNSUPPORTED;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureTest {

    private final Decoder decoder = new Decoder(DecodeLimits.DEFAULTS, 224);

    @ParameterizedTest
    @CsvSource({
        "formats/pillow/hopper.jpg, JPEG",
        "formats/pillow/i_trns.png, PNG",
        "formats/pillow/iss634.gif, GIF",
        "formats/pillow/flower.webp, WEBP",
        "formats/pillow/hopper.tif, TIFF",
        "formats/pillow/hopper.bmp, BMP",
        "formats/pillow/avif_exif.avif, AVIF",
        "formats/pillow/avif_hopper.heif, HEIC"
    })
    void knowsEachFormatByItsBytes(String file, ImageFormat format) throws IOException {
        assertThat(Signature.formatOf(SharedData.read(file))).isEqualTo(format);
    }

    @ParameterizedTest
    @CsvSource({
        "'\0\0\0\u0018ftypmif1\0\0\0\0mif1avif', AVIF",
        "'\0\0\0\u0018ftypmif1\0\0\0\0mif1heic', HEIC",
        "'\0\0\0\u0018ftypheic\0\0\0\0mif1heic', HEIC",
        "'\0\0\0\u0010ftypavis\0\0\0\0', AVIF"
    })
    void heifSaysWhatItHoldsByAnyOfItsBrands(String start, ImageFormat format) {
        assertThat(Signature.formatOf(start.getBytes(ISO_8859_1))).isEqualTo(format);
    }

    @ParameterizedTest
    @CsvSource({
        "%PDF-1.7, PDF",
        "P6 128 128 255, PNM",
        "....JXL ...., JPEG XL",
        "'II+\0', a TIFF of 64 bits",
        "....ftypisom...., a video",
        "'\u00ef\u00bb\u00bf \n<!DOCTYPE html><title>Log in</title>', an HTML page",
        "<svg/>, SVG",
        "<?xml version='1.0'?><svg/>, SVG or XML"
    })
    void namesWhatIsNoPhotoAtAll(String start, String name) {
        assertThat(assertFails(decoder, start.getBytes(ISO_8859_1), IMAGE_FORMAT_UNSUPPORTED))
                .contains(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "\u0089PNG", "{}"})
    void anythingElseIsNotAPicture(String start) {
        assertThat(assertFails(decoder, start.getBytes(ISO_8859_1), IMAGE_FORMAT_UNSUPPORTED))
                .contains("not a picture");
    }

    @Test
    void lookingAtBytesNeedsNoneToBeThere() {
        assertFails(decoder, new byte[1], IMAGE_FORMAT_UNSUPPORTED);
    }
}
