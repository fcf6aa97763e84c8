package io.tagstream.fetch;

import io.tagstream.failure.Interrupted;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** So many transfers from one host at a time, and no memory of hosts that nobody fetches from. */
final class HostSlots {

    private static final class Slots {
        private final Semaphore free;
        private int users;

        Slots(int perHost) {
            this.free = new Semaphore(perHost, true);
        }
    }

    private final ConcurrentMap<String, Slots> hosts = new ConcurrentHashMap<>();
    private final int perHost;

    HostSlots(int perHost) {
        this.perHost = perHost;
    }

    <T> T within(String host, Supplier<T> work) {
        Slots slots = hosts.compute(host, (_, known) -> {
            Slots used = known == null ? new Slots(perHost) : known;
            used.users++;
            return used;
        });
        try {
            slots.free.acquire();
            try {
                return work.get();
            } finally {
                slots.free.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Interrupted(e);
        } finally {
            hosts.computeIfPresent(host, (_, used) -> --used.users == 0 ? null : used);
        }
    }

    /** Hosts that somebody fetches from or waits for. */
    int hosts() {
        return hosts.size();
    }
}
