package io.tagstream.app.cli;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/**
 * Whether somebody looks on. {@link java.io.Console} speaks for standard input and output together, and the latter is a pipe in
 * {@code $(tagstream model pull …)}; so the C library is asked.
 */
final class Terminal {

    private static final int STANDARD_ERROR = 2;

    private Terminal() {}

    @SuppressWarnings("restricted")
    static boolean isStandardError() {
        Linker linker = Linker.nativeLinker();
        Optional<MemorySegment> isatty = linker.defaultLookup().find("isatty");
        if (isatty.isEmpty()) {
            return false;
        }
        try {
            return (int) linker.downcallHandle(
                                    isatty.get(), FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT))
                            .invokeExact(STANDARD_ERROR)
                    == 1;
        } catch (Throwable e) {
            throw new IllegalStateException("isatty cannot fail", e);
        }
    }
}
