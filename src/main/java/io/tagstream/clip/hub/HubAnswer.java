package io.tagstream.clip.hub;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** What a status of the hub means to somebody who wants a model, and what there is to do about it. */
final class HubAnswer {

    private final HubSettings settings;
    private final ModelName name;

    HubAnswer(HubSettings settings, ModelName name) {
        this.settings = settings;
        this.name = name;
    }

    /**
     * Lets pass what is a success or, for {@code HEAD}, a redirect.
     *
     * @param what was asked for: a file, or the repository
     * @param fromHub whether the hub itself has answered, and not its storage
     * @throws BusyException for what may pass
     * @throws HubException for what will not
     */
    void require(HttpResponse<?> response, String what, boolean fromHub) throws IOException {
        int status = response.statusCode();
        if (status / 100 == 2 || status / 100 == 3) {
            return;
        }
        String host = response.uri().getHost();
        if (status == 408 || status == 429 || status >= 500) {
            throw new BusyException(
                    "%s answers with status %d%s".formatted(host, status, busy(status)), retryAfter(response));
        }
        if (!fromHub && status == 403) {
            // a signed address has had its time; the hub gives another one
            throw new BusyException(host + " no longer serves this address (status 403)", Optional.empty());
        }
        throw new HubException(
                fromHub ? refusal(response, what) : "%s answers with status %d for %s".formatted(host, status, what));
    }

    private static String busy(int status) {
        return status == 429 ? " (too many requests)" : "";
    }

    private String refusal(HttpResponse<?> response, String what) {
        String code = response.headers().firstValue("X-Error-Code").orElse("");
        int status = response.statusCode();
        return switch (code) {
            case "RevisionNotFound" ->
                "%s has no revision '%s'; its revisions: %s/tree/main"
                        .formatted(name.repository(), name.revision(), page());
            case "EntryNotFound" -> "%s has no file %s".formatted(name, what);
            case "GatedRepo" -> gated();
            case "RepoNotFound" -> status == 401 ? withoutRight() : notFound();
            default ->
                switch (status) {
                    case 401 -> withoutRight();
                    case 403 ->
                        "the hub forbids %s to the token that was sent (status 403%s); see %s"
                                .formatted(name, detail(response), page());
                    case 404 -> notFound();
                    default ->
                        "the hub answers with status %d for %s of %s%s".formatted(status, what, name, detail(response));
                };
        };
    }

    /** To somebody unknown, the hub does not say whether a repository exists. */
    private String withoutRight() {
        return settings.token().isPresent()
                ? "the hub does not accept the token from HF_TOKEN or the token file: it is wrong or has expired (status 401). Without it, public models can be fetched"
                : "%s does not exist at %s, or is private or gated (status 401; the hub does not say which). Check the name; for a private or gated model set HF_TOKEN to a token of yours"
                        .formatted(name.repository(), settings.endpoint());
    }

    private String gated() {
        return settings.token().isPresent()
                ? "%s is gated: accept its licence at %s with the account of your token, then try again"
                        .formatted(name.repository(), page())
                : "%s is gated: accept its licence at %s, and set HF_TOKEN to a token of that account"
                        .formatted(name.repository(), page());
    }

    private String notFound() {
        return "there is no %s at %s, or it is private and the token has no right to it (status 404)"
                .formatted(name.repository(), settings.endpoint());
    }

    private String page() {
        return settings.endpoint() + "/" + name.repository();
    }

    private static String detail(HttpResponse<?> response) {
        return response.headers()
                .firstValue("X-Error-Message")
                .map(message -> ": " + message.substring(0, Math.min(200, message.length())))
                .orElse("");
    }

    /** Seconds or a date; what is neither is as good as nothing. */
    private static Optional<Duration> retryAfter(HttpResponse<?> response) {
        return response.headers().firstValue("Retry-After").flatMap(HubAnswer::duration);
    }

    private static Optional<Duration> duration(String value) {
        try {
            return Optional.of(Duration.ofSeconds(Math.max(0, Long.parseLong(value.strip()))));
        } catch (NumberFormatException _) {
            // then it is a date
        }
        try {
            Instant at = ZonedDateTime.parse(value.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration until = Duration.between(Instant.now(), at);
            return Optional.of(until.isNegative() ? Duration.ZERO : until);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
