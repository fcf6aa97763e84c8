package io.tagstream.fetch;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The system's resolver, asked on a few platform threads. Its native call cannot be interrupted and would hold one of the few
 * carriers of virtual threads, so that a slow name server could stop the whole worker. They are daemons and end when nobody asks.
 */
final class SystemLookup implements Lookup {

    private static final int THREADS = 16;
    private static final Duration IDLE = Duration.ofSeconds(30);

    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            THREADS,
            THREADS,
            IDLE.toMillis(),
            TimeUnit.MILLISECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().name("lookup-", 0).daemon().factory());

    SystemLookup() {
        threads.allowCoreThreadTimeOut(true);
    }

    @Override
    public InetAddress[] addressesOf(String host) throws UnknownHostException {
        Future<InetAddress[]> answer = threads.submit(() -> InetAddress.getAllByName(host));
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw (UnknownHostException) new UnknownHostException(host).initCause(e.getCause());
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw (UnknownHostException) new UnknownHostException(host).initCause(e);
        }
    }
}
