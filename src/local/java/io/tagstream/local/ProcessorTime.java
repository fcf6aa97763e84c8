package io.tagstream.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * Processor time of this process and of a PostgreSQL beside it, its backends included, those that have ended too: what says something
 * on a machine that has other things to do. Linux alone.
 *
 * @param own of this process
 * @param database of the server
 */
public record ProcessorTime(Duration own, Duration database) {

    private static final int TICKS_PER_SECOND = 100;

    /** In {@code /proc/PID/stat}, counted from behind the command's name: time of the process, and of children that it was told the end of. */
    private static final int OWN_TIMES = 11;

    private static final int CHILDRENS_TIMES = 13;
    private static final int PARENT = 1;

    /** Until now. */
    public static ProcessorTime now(Path dataDirectory) {
        try {
            Duration own = ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
            long server = Long.parseLong(
                    Files.readAllLines(dataDirectory.resolve("postmaster.pid")).getFirst());
            long ticks = times(server, OWN_TIMES) + times(server, CHILDRENS_TIMES);
            for (long backend : children(server)) {
                ticks += times(backend, OWN_TIMES);
            }
            return new ProcessorTime(own, Duration.ofMillis(1000 * ticks / TICKS_PER_SECOND));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public ProcessorTime since(ProcessorTime before) {
        return new ProcessorTime(own.minus(before.own), database.minus(before.database));
    }

    private static long[] children(long parent) throws IOException {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes
                    .map(process -> process.getFileName().toString())
                    .filter(name -> name.chars().allMatch(Character::isDigit))
                    .mapToLong(Long::parseLong)
                    .filter(process -> field(process, PARENT) == parent)
                    .toArray();
        }
    }

    /** User and system time. */
    private static long times(long process, int first) {
        return field(process, first) + field(process, first + 1);
    }

    /** Zero for a process that has ended meanwhile. */
    private static long field(long process, int index) {
        try {
            String stat = Files.readString(Path.of("/proc/" + process + "/stat"));
            return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[index]);
        } catch (IOException gone) {
            return 0;
        }
    }
}
