package io.tagstream.clip.hub;

import java.time.Duration;

/**
 * How long to bear with a network and a hub.
 *
 * @param attempts in a row that bring nothing, before a download is given up
 * @param firstPause after a failed attempt; doubles with each
 * @param longestPause the most to wait for before an attempt, also where the hub asks for more
 * @param stall without a byte, after which a connection counts as broken
 */
record Patience(int attempts, Duration firstPause, Duration longestPause, Duration stall) {

    static final Patience DEFAULT =
            new Patience(6, Duration.ofSeconds(1), Duration.ofMinutes(2), Duration.ofSeconds(30));

    /** @param failed attempts so far, from 1 */
    Duration pause(int failed) {
        Duration doubled = firstPause.multipliedBy(1L << Math.min(failed - 1, 20));
        return doubled.compareTo(longestPause) < 0 ? doubled : longestPause;
    }
}
