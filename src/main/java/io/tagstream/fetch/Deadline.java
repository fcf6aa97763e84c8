package io.tagstream.fetch;

import static io.tagstream.failure.FailureCode.SOURCE_TIMEOUT;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.tagstream.failure.Failure;
import io.tagstream.failure.Interrupted;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Bounds a whole transfer, which a timeout per read or for the headers does not: a server may send a byte a second for days. The
 * work runs on a virtual thread of its own, which is interrupted when the time is up or the caller is.
 */
final class Deadline {

    private final Duration limit;

    Deadline(Duration limit) {
        this.limit = limit;
    }

    <T> T within(String name, Supplier<T> work) {
        FutureTask<T> task = new FutureTask<>(work::get);
        Thread.ofVirtual().name("fetch").start(task);
        try {
            return task.get(limit.toNanos(), NANOSECONDS);
        } catch (TimeoutException e) {
            throw new Failure(SOURCE_TIMEOUT, "%s did not arrive within %d ms".formatted(name, limit.toMillis()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Interrupted(e);
        } catch (ExecutionException e) {
            throw switch (e.getCause()) {
                case Failure failure -> failure;
                case Interrupted interrupted -> interrupted;
                case Reservation.TooSmall larger -> larger;
                case Error error -> throw error;
                case null, default -> new IllegalStateException(e);
            };
        } finally {
            task.cancel(true);
        }
    }
}
