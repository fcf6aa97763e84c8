package io.tagstream.decode;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.tagstream.clip.vision.RgbImage;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * The system's libjpeg-turbo by its TurboJPEG interface (turbojpeg.h), where it is installed. It gives the pixels of OpenCV's, which
 * is the same library built without SIMD, in about a seventh less time. Safe for many threads.
 */
final class TurboJpeg {

    private static final String LIBRARY = "libturbojpeg.so.0";

    /** TJPF_RGB, TJERR_WARNING. */
    private static final int RGB = 0;

    private static final int WARNING = 0;

    private static final Optional<TurboJpeg> INSTALLED = load();

    private final MethodHandle open;
    private final MethodHandle decompress;
    private final MethodHandle errorCode;
    private final MethodHandle close;

    private TurboJpeg(SymbolLookup library) {
        this.open = handle(library, "tjInitDecompress", FunctionDescriptor.of(ADDRESS));
        this.decompress = handle(
                library,
                "tjDecompress2",
                FunctionDescriptor.of(
                        JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT,
                        JAVA_INT));
        this.errorCode = handle(library, "tjGetErrorCode", FunctionDescriptor.of(JAVA_INT, ADDRESS));
        this.close = handle(library, "tjDestroy", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    }

    /** Where there is one to be found and called: only 64-bit Linux is looked at. */
    static Optional<TurboJpeg> installed() {
        return INSTALLED;
    }

    @SuppressWarnings("restricted") // native access is what the program is started with
    private static Optional<TurboJpeg> load() {
        if (ADDRESS.byteSize() != JAVA_LONG.byteSize()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new TurboJpeg(SymbolLookup.libraryLookup(LIBRARY, Arena.global())));
        } catch (IllegalArgumentException | IllegalCallerException absent) {
            return Optional.empty();
        }
    }

    @SuppressWarnings("restricted")
    private static MethodHandle handle(SymbolLookup library, String name, FunctionDescriptor type) {
        return Linker.nativeLinker().downcallHandle(library.findOrThrow(name), type);
    }

    /**
     * Decodes to RGB as stored, not turned upright.
     *
     * @param reduction 1, 2, 4 or 8: what both sides are divided by, rounded up
     * @return empty where the library gives up on the file
     */
    Optional<RgbImage> decode(JpegFile file, int reduction) {
        int width = Math.ceilDiv(file.width(), reduction);
        int height = Math.ceilDiv(file.height(), reduction);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment input = arena.allocate(file.length());
            MemorySegment.copy(file.bytes(), 0, input, JAVA_BYTE, 0, file.length());
            MemorySegment output = arena.allocate(3L * width * height);
            return decompressed(input, output, width, height)
                    ? Optional.of(new RgbImage(width, height, output.toArray(JAVA_BYTE)))
                    : Optional.empty();
        }
    }

    private boolean decompressed(MemorySegment input, MemorySegment output, int width, int height) {
        try {
            MemorySegment handle = (MemorySegment) open.invokeExact();
            if (handle.equals(MemorySegment.NULL)) {
                return false;
            }
            try {
                int status = (int) decompress.invokeExact(
                        handle, input, input.byteSize(), output, width, 3 * width, height, RGB, 0);
                // A warning is what libjpeg says of damage that it could work around, and what OpenCV does not even
                // mention.
                return status == 0 || (int) errorCode.invokeExact(handle) == WARNING;
            } finally {
                int _ = (int) close.invokeExact(handle);
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("a native function throws nothing", e);
        }
    }
}
