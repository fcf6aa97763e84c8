package io.tagstream.decode;

import static io.tagstream.decode.DecodeFailures.assertFails;
import static io.tagstream.failure.FailureCode.IMAGE_CORRUPT;
import static io.tagstream.failure.FailureCode.IMAGE_DECODER_MISSING;
import static io.tagstream.failure.FailureCode.IMAGE_DECODE_TIMEOUT;
import static io.tagstream.failure.FailureCode.IMAGE_SIDE_TOO_LONG;
import static io.tagstream.failure.FailureCode.IMAGE_TOO_MANY_PIXELS;
import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.clip.vision.RgbImage;
import io.tagstream.failure.Disposition;
import io.tagstream.failure.Failure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeifTest {

    private static final String AVIF = "formats/pillow/avif_rot1mir1.avif";
    private static final HeifProgram MISSING = new HeifProgram(Optional.empty());

    @TempDir
    private Path folder;

    @Test
    void isRejectedWithWhatToInstallWhereTheProgramIsMissing() throws IOException {
        Decoder without = new Decoder(DecodeLimits.DEFAULTS, 224, HeifProgram.onPath("/nowhere::" + folder));

        assertThat(without.decodesHeif()).isFalse();
        assertThat(assertFails(without, SharedData.read(AVIF), IMAGE_DECODER_MISSING))
                .contains("AVIF", "vipsthumbnail", "libvips-tools");
        assertThat(assertFails(without, SharedData.read("formats/pillow/avif_hopper.heif"), IMAGE_DECODER_MISSING))
                .contains("HEIC");
    }

    @Test
    void isDecodedReducedAsAJpegIs() throws IOException {
        Decoder small = new Decoder(DecodeLimits.DEFAULTS, 50);

        DecodedPhoto photo = small.decode(SharedData.read(AVIF));

        assertThat(photo.format()).isEqualTo(ImageFormat.AVIF);
        assertThat(photo).extracting(DecodedPhoto::width, DecodedPhoto::height).containsExactly(640, 427);
        assertThat(photo.image()).extracting(RgbImage::width, RgbImage::height).containsExactly(160, 107);
    }

    @Test
    void isRefusedByItsHeaderBeforeAProgramStarts() throws IOException {
        Decoder without = new Decoder(DecodeLimits.DEFAULTS, 224, MISSING);
        byte[] avif = SharedData.read(AVIF);

        assertFails(without, withSize(avif, 50_001, 10), IMAGE_SIDE_TOO_LONG);
        assertFails(without, withSize(avif, 40_000, 40_000), IMAGE_TOO_MANY_PIXELS);
        assertFails(without, withSize(avif, -1, 10), IMAGE_CORRUPT);
        assertFails(without, withSize(avif, 0, 0), IMAGE_CORRUPT);
    }

    @Test
    void cutAnywhereItIsRejectedBeforeAProgramStarts() throws IOException {
        byte[] avif = SharedData.read(AVIF);
        Decoder without = new Decoder(DecodeLimits.DEFAULTS, 224, MISSING);

        for (int length = 12; length < avif.length; length += length < 400 ? 1 : 1_999) {
            byte[] cut = Arrays.copyOf(avif, length);
            assertThat(rejection(without, cut)).isNotEqualTo(IMAGE_DECODER_MISSING.name());
        }
    }

    @Test
    void aProgramThatTakesTooLongIsKilledWithAllThatItStarted() throws IOException {
        Decoder slow = with("cat > /dev/null; /bin/sleep 61.0625 & wait", Duration.ofMillis(500));
        long start = System.nanoTime();

        assertThat(assertFails(slow, SharedData.read(AVIF), IMAGE_DECODE_TIMEOUT))
                .contains("500 ms");

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
        assertThat(ProcessHandle.allProcesses().filter(process -> process.info()
                        .arguments()
                        .map(Arrays::asList)
                        .orElse(List.of())
                        .contains("61.0625")))
                .isEmpty();
    }

    @Test
    void aProgramThatGivesTooMuchIsStopped() throws IOException {
        Decoder flood = with("/bin/cat /dev/zero", Duration.ofSeconds(20));

        assertFails(flood, SharedData.read(AVIF), IMAGE_CORRUPT);
    }

    @Test
    void whatAProgramSaysBecomesOneShortPlainLine() throws IOException {
        Decoder failing = with("printf 'no\\033[31m such\\nbox\\n' >&2; exit 7", Duration.ofSeconds(20));

        assertThat(assertFails(failing, SharedData.read(AVIF), IMAGE_CORRUPT))
                .endsWith("exit status 7, no [31m such box");
    }

    @Test
    void aProgramHasNoEnvironmentAndWritesNoFiles() throws IOException {
        Decoder nosy = with("/usr/bin/env >&2; exit 1", Duration.ofSeconds(20));
        Decoder writing = with("echo a > " + folder.resolve("written") + "; exit 1", Duration.ofSeconds(20));

        assertThat(assertFails(nosy, SharedData.read(AVIF), IMAGE_CORRUPT))
                .contains("VIPS_BLOCK_UNTRUSTED=1")
                .doesNotContain("HOME=", "JAVA_HOME", "USER=");
        assertFails(writing, SharedData.read(AVIF), IMAGE_CORRUPT);
        assertThat(Files.exists(folder.resolve("written")) ? Files.size(folder.resolve("written")) : 0)
                .isZero();
    }

    @Test
    void memoryIsLimited() throws IOException {
        DecodeLimits tight = new DecodeLimits(1_000_000, 1_000, 1_000_000, 10, Duration.ofSeconds(20), 16L << 20);

        assertFails(new Decoder(tight, 10_000), SharedData.read(AVIF), IMAGE_CORRUPT);
    }

    /** A decoder whose program is this shell script. */
    private Decoder with(String script, Duration time) throws IOException {
        Path program = Files.writeString(Files.createTempFile(folder, "program", ""), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        DecodeLimits limits = new DecodeLimits(1_000_000, 1_000, 1_000_000, 10, time, 1L << 30);
        return new Decoder(limits, 10_000, new HeifProgram(Optional.of(program)));
    }

    private static String rejection(Decoder decoder, byte[] file) {
        try {
            decoder.decode(file);
            return "decoded";
        } catch (Failure failure) {
            assertThat(failure.code().disposition()).isEqualTo(Disposition.REJECT);
            return failure.code().name();
        }
    }

    private static byte[] withSize(byte[] heif, int width, int height) {
        byte[] changed = heif.clone();
        int at = 0;
        while (ByteBuffer.wrap(changed).getInt(at) != 0x69737065) { // ispe
            at++;
        }
        ByteBuffer.wrap(changed).putInt(at + 8, width).putInt(at + 12, height);
        return changed;
    }
}
