package io.tagstream.decode;

import static io.tagstream.failure.FailureCode.IMAGE_CORRUPT;
import static io.tagstream.failure.FailureCode.IMAGE_DECODER_MISSING;
import static io.tagstream.failure.FailureCode.IMAGE_DECODE_TIMEOUT;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.tagstream.clip.vision.RgbImage;
import io.tagstream.failure.Failure;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The system's {@code vipsthumbnail}, which decodes HEIC and AVIF with libheif: in a process of its own, so that a picture that breaks
 * it breaks nothing else.
 *
 * <p>It gets the picture on its standard input and gives a PNG on its output, has no environment, may write no files, and has limits on
 * memory, processor time and time. Nothing that a file says becomes part of the command.
 *
 * @param path of {@code vipsthumbnail}; empty where it is not installed
 */
record HeifProgram(Optional<Path> path) {

    private static final String NAME = "vipsthumbnail";

    /** Address space cannot be limited on macOS. */
    private static final boolean LIMITS_MEMORY =
            File.separatorChar == '/' && !System.getProperty("os.name", "").startsWith("Mac");

    /** Seconds, KiB, and then the program with its arguments. No files, no core dumps. */
    private static final String LIMITED = "ulimit -t \"$1\" && ulimit -f 0 && ulimit -c 0 && "
            + (LIMITS_MEMORY ? "ulimit -v \"$2\" && " : "")
            + "shift 2 && exec \"$@\"";

    /** Loaders that libvips calls untrusted stay closed; code that is made at run time would be written to a file first. */
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "VIPS_BLOCK_UNTRUSTED", "1",
            "VIPS_NOVECTOR", "1",
            "VIPS_CONCURRENCY", "1",
            "VIPS_WARNING", "0",
            "LC_ALL", "C",
            "PATH", "/nowhere");

    /** Of a PNG, uncompressed: four samples of 16 bits a pixel, and what is around them. */
    private static final int MOST_BYTES_PER_PIXEL = 8;

    private static final int MOST_BYTES_AROUND = 1 << 20;
    private static final int KILLED_FOR_TIME = 128 + 24;
    private static final int DETAIL_CHARACTERS = 200;

    /** The one that is installed, looked up once. */
    static HeifProgram installed() {
        return onPath(Optional.ofNullable(System.getenv("PATH")).orElse(""));
    }

    static HeifProgram onPath(String folders) {
        for (String folder : folders.split(File.pathSeparator, -1)) {
            Path program = Path.of(folder).resolve(NAME);
            if (program.isAbsolute() && Files.isExecutable(program)) {
                return new HeifProgram(Optional.of(program));
            }
        }
        return new HeifProgram(Optional.empty());
    }

    /**
     * Decodes to upright RGB.
     *
     * @param reduction what both sides are divided by, rounded up
     * @throws Failure IMAGE_DECODER_MISSING, IMAGE_DECODE_TIMEOUT or IMAGE_CORRUPT
     */
    RgbImage decode(HeifFile file, int reduction, DecodeLimits limits) {
        Path program = path.orElseThrow(() -> new Failure(
                IMAGE_DECODER_MISSING,
                "%s needs the program vipsthumbnail, which is not installed where Tagstream runs: install libvips-tools (Debian, Ubuntu), vips-tools (Fedora, Alpine) or vips (Homebrew)"
                        .formatted(file.format())));
        int side = Math.ceilDiv(Math.max(file.width(), file.height()), reduction);
        long most = MOST_BYTES_AROUND + (long) MOST_BYTES_PER_PIXEL * file.width() * file.height();
        ChildProcess.Result result = ChildProcess.run(
                command(program, side, limits),
                ENVIRONMENT,
                file.bytes(),
                (int) Math.min(most, Integer.MAX_VALUE - 16),
                limits.programTime());
        return picture(file, result, limits);
    }

    private static List<String> command(Path program, int side, DecodeLimits limits) {
        long seconds = limits.programTime().plus(Duration.ofMillis(999)).toSeconds();
        return List.of(
                "/bin/sh",
                "-c",
                LIMITED,
                NAME,
                Long.toString(seconds),
                Long.toString(limits.programMemory() >> 10),
                program.toString(),
                "stdin",
                "--size=%dx%d>".formatted(side, side), // smaller, never larger
                "--output=.png[compression=0,filter=none,strip]");
    }

    private static RgbImage picture(HeifFile file, ChildProcess.Result result, DecodeLimits limits) {
        if (result.timedOut() || result.exitStatus() == KILLED_FOR_TIME) {
            throw new Failure(
                    IMAGE_DECODE_TIMEOUT,
                    "the %s was not decoded within %d ms"
                            .formatted(file.format(), limits.programTime().toMillis()));
        }
        if (result.exitStatus() != 0 || result.output().length == 0) {
            throw new Failure(
                    IMAGE_CORRUPT,
                    "the %s is damaged, or of a kind that the libheif of vipsthumbnail does not know: exit status %d%s"
                            .formatted(file.format(), result.exitStatus(), said(result.error())));
        }
        return Codec.decode(PngFile.read(result.output(), limits), 1);
    }

    /** What the program said, as one line of plain characters. */
    private static String said(byte[] error) {
        String line =
                new String(error, UTF_8).replaceAll("[^\\x20-\\x7E]+", " ").strip();
        return line.isEmpty() ? "" : ", " + line.substring(0, Math.min(line.length(), DETAIL_CHARACTERS));
    }
}
