package io.tagstream.app.cli;

import java.io.PrintWriter;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Optional;
import java.util.Scanner;

/**
 * Whether somebody looks on. {@link java.io.Console} speaks for standard input and output together, and the latter is a pipe in
 * {@code $(tagstream model pull …)}; so the C library is asked.
 */
final class Terminal {

    private static final int STANDARD_INPUT = 0;
    private static final int STANDARD_ERROR = 2;

    private Terminal() {}

    static boolean isStandardError() {
        return isTerminal(STANDARD_ERROR);
    }

    /** Asks somebody who looks on, and takes nothing but yes for one. Where nobody does, whoever wrote the script has decided. */
    static boolean agrees(PrintWriter err, String question) {
        if (!isTerminal(STANDARD_INPUT) || !isStandardError()) {
            return true;
        }
        err.print(question + " [y/N] ");
        err.flush();
        @SuppressWarnings("resource") // the standard input is not ours to close
        Scanner lines = new Scanner(System.in, Charset.defaultCharset());
        String answer = lines.hasNextLine() ? lines.nextLine() : "";
        return answer.strip().toLowerCase(Locale.ROOT).startsWith("y");
    }

    @SuppressWarnings("restricted")
    private static boolean isTerminal(int descriptor) {
        Linker linker = Linker.nativeLinker();
        Optional<MemorySegment> isatty = linker.defaultLookup().find("isatty");
        if (isatty.isEmpty()) {
            return false;
        }
        try {
            return (int) linker.downcallHandle(
                                    isatty.get(), FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT))
                            .invokeExact(descriptor)
                    == 1;
        } catch (Throwable e) {
            throw new IllegalStateException("isatty cannot fail", e);
        }
    }
}
