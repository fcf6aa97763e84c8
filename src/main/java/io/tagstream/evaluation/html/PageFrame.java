package io.tagstream.evaluation.html;

import io.tagstream.photo.ContentHash;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;

/**
 * What is around the content. The page itself forbids whatever it does not bring along: it may load nothing, and run and wear only the
 * script and the style sheet whose hashes it names.
 */
final class PageFrame {

    private static final String STYLE = resource("page.css");
    private static final String SCRIPT = resource("page.js");

    private PageFrame() {}

    static String page(String title, Element body) {
        String policy =
                "default-src 'none'; img-src data:; style-src %s; script-src %s; base-uri 'none'; form-action 'none'"
                        .formatted(source(STYLE), source(SCRIPT));
        Element head = Element.of("head")
                .add(Element.of("meta").with("charset", "utf-8"))
                .add(Element.of("meta")
                        .with("http-equiv", "Content-Security-Policy")
                        .with("content", policy))
                .add(Element.of("meta").with("name", "viewport").with("content", "width=device-width, initial-scale=1"))
                .add(Element.of("meta").with("name", "color-scheme").with("content", "light dark"))
                .add(Element.of("title", title))
                .add(Element.of("style").verbatim(STYLE));
        return "<!doctype html>\n"
                + Element.of("html")
                        .with("lang", "en")
                        .add(head, body.add(Element.of("script").verbatim(SCRIPT)))
                + "\n";
    }

    private static String source(String content) {
        byte[] hash = ContentHash.of(content.getBytes(StandardCharsets.UTF_8)).bytes();
        return "'sha256-%s'".formatted(Base64.getEncoder().encodeToString(hash));
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(PageFrame.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
