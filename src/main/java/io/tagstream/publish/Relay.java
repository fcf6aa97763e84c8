package io.tagstream.publish;

import io.tagstream.catalog.Outbox;
import io.tagstream.catalog.Outbox.Entry;
import io.tagstream.failure.Dependency;
import io.tagstream.failure.Interrupted;
import io.tagstream.failure.Retrier;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Empties the outbox into Kafka, in order, each event exactly once for a {@code read_committed} reader. Of all workers one leads;
 * the others wait to take over. After any failure it starts again from the offset that Kafka has.
 */
public final class Relay implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Relay.class);

    private final Outbox outbox;
    private final Map<String, Object> kafka;
    private final PublishConfig config;
    private final Retrier retrier;
    private final Semaphore wake = new Semaphore(0);
    private final Thread thread;
    private volatile boolean closing;

    /**
     * Does nothing until {@link #start}.
     *
     * @param kafka client settings such as bootstrap.servers and security
     */
    public Relay(Outbox outbox, Map<String, Object> kafka, PublishConfig config, Retrier retrier) {
        this.outbox = outbox;
        this.kafka = Map.copyOf(kafka);
        this.config = config;
        this.retrier = retrier;
        this.thread = Thread.ofPlatform().name("relay").unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /** Tells that something was put into the outbox, so that it need not wait for the next look. */
    public void wake() {
        wake.release();
    }

    public boolean isAlive() {
        return thread.isAlive();
    }

    private void run() {
        try {
            while (!closing) {
                retrier.call(Dependency.KAFKA, Retrier.FOREVER, this::leadOnce);
                pause();
            }
        } catch (Interrupted end) {
            LOG.debug("relay interrupted");
        } catch (RuntimeException e) {
            LOG.error("the relay stopped: nothing more is published until this worker is restarted", e);
        }
    }

    /** Leads until it fails or is closed; returns at once while another worker leads. */
    private boolean leadOnce() {
        Optional<Outbox.Session> session = outbox.lead();
        if (session.isEmpty()) {
            return false;
        }
        try (Outbox.Session leading = session.get();
                OutboxPublisher publisher = new OutboxPublisher(kafka, config, leading.catalogId())) {
            long published = publisher.committed();
            leading.settle(published);
            LOG.infof("relay leads, outbox is published through %d", published);
            while (!closing) {
                published = publishNext(leading, publisher, published);
            }
            return true;
        }
    }

    private long publishNext(Outbox.Session leading, OutboxPublisher publisher, long published) {
        List<Entry> entries = leading.after(published, config.transactionSize());
        if (entries.isEmpty()) {
            pause();
            return published;
        }
        publisher.publish(entries);
        long last = entries.getLast().seq();
        leading.remove(published, last);
        return last;
    }

    private void pause() {
        try {
            if (wake.tryAcquire(config.pollInterval().toMillis(), TimeUnit.MILLISECONDS)) {
                wake.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Interrupted(e);
        }
    }

    @Override
    public void close() {
        closing = true;
        wake();
        if (thread.getState() == Thread.State.NEW) {
            return;
        }
        try {
            // A transaction under way may end; waiting for a Kafka that is away may not.
            if (!thread.join(Duration.ofSeconds(3))) {
                thread.interrupt();
                thread.join(Duration.ofSeconds(5));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
