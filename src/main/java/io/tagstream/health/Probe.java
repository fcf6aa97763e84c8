package io.tagstream.health;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/** Asks a dependency in the background, so that a health check answers at once even when the dependency does not. */
public final class Probe implements AutoCloseable {

    /** Throws when the dependency is away. */
    @FunctionalInterface
    public interface Question {

        void ask() throws Exception;
    }

    private final Duration interval;
    private final Question question;
    private final Thread thread;
    private volatile Optional<String> problem = Optional.of("not asked yet");

    public Probe(String name, Duration interval, Question question) {
        this.interval = interval;
        this.question = question;
        this.thread = Thread.ofPlatform().name("probe " + name).daemon().start(this::askForEver);
    }

    /** What is wrong, if anything was at the last look. */
    public Optional<String> problem() {
        return problem;
    }

    private void askForEver() {
        try {
            while (true) {
                problem = ask();
                Thread.sleep(interval);
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<String> ask() throws InterruptedException {
        try {
            question.ask();
            return Optional.empty();
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
            return Optional.of(cause.getClass().getSimpleName() + ": " + cause.getMessage());
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
