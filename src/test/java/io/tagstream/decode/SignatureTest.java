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
        "formats/pillow/iss634.gif, GIF",
        "formats/pillow/flower.webp, WebP",
        "formats/pillow/hopper.tif, TIFF",
        "formats/pillow/hopper.bmp, BMP",
        "formats/pillow/avif_exif.avif, AVIF",
        "formats/pillow/avif_hopper.heif, HEIC"
    })
    void namesTheFormatThatIsNotSupportedYet(String file, String name) throws IOException {
        assertThat(assertFails(decoder, SharedData.read(file), IMAGE_FORMAT_UNSUPPORTED))
                .contains(name + " is not supported yet");
    }

    @ParameterizedTest
    @CsvSource({
        "%PDF-1.7, PDF",
        "....ftypheic...., HEIC",
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
