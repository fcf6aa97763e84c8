package io.tagstream.clip.hub;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code Range: bytes=N-}, which is all that a resumed download asks for, with {@code If-Range}. */
final class Ranges {

    private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-");

    private Ranges() {}

    /** Where to begin; empty for the whole file, also where the validator is that of another content. */
    static Optional<Integer> offset(HttpExchange exchange) {
        String range = exchange.getRequestHeaders().getFirst("Range");
        String validator = exchange.getRequestHeaders().getFirst("If-Range");
        if (range == null
                || (validator != null
                        && !validator.equals(exchange.getResponseHeaders().getFirst("ETag")))) {
            return Optional.empty();
        }
        Matcher matcher = RANGE.matcher(range);
        return matcher.matches() ? Optional.of(Integer.valueOf(matcher.group(1))) : Optional.empty();
    }

    static void headers(HttpExchange exchange, int length, int offset) throws IOException {
        if (offset == 0) {
            exchange.sendResponseHeaders(200, length == 0 ? -1 : length);
        } else {
            exchange.getResponseHeaders().set("Content-Range", "bytes %d-%d/%d".formatted(offset, length - 1, length));
            exchange.sendResponseHeaders(206, length - offset);
        }
    }
}
