package io.tagstream.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What somebody typed, taken apart: words for the model, and terms that say among which photos. The language is described in
 * docs/search.md.
 *
 * @param words what is left for the model, in one line; empty if there is nothing
 * @param terms in the order in which they were written
 */
record SearchText(String words, List<Term> terms) {

    private static final char ESCAPE = '\\';
    private static final char QUOTE = '"';

    SearchText {
        terms = List.copyOf(terms);
    }

    /**
     * Says something of photos.
     *
     * @param excluded whether a hyphen was before it
     * @param key what the value is of; a tag where there was none
     */
    record Term(boolean excluded, About key, String value) {}

    /** What can be before a colon. */
    enum About {
        TAG,
        FACET,
        OWNER,
        CAMERA,
        FORMAT,
        TAKEN,
        UPLOADED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<About> of(String word) {
            for (About key : values()) {
                if (key.word().equalsIgnoreCase(word)) {
                    return Optional.of(key);
                }
            }
            return Optional.empty();
        }
    }

    /**
     * Takes it apart.
     *
     * @param field what a mistake is told of
     * @throws Unanswerable WRONG for what cannot be meant
     */
    static SearchText parse(String text, String field) {
        List<String> words = new ArrayList<>();
        List<Term> terms = new ArrayList<>();
        Reader reader = new Reader(text, field);
        while (reader.hasMore()) {
            Piece piece = reader.next();
            Optional<Term> term = piece.term(field);
            if (term.isPresent()) {
                terms.add(term.get());
            } else {
                words.add(piece.whole());
            }
        }
        return new SearchText(String.join(" ", words).strip().replaceAll("\\s+", " "), terms);
    }

    /**
     * What stands between spaces.
     *
     * @param excluded whether it begins with a hyphen that is meant as one
     * @param key what is before the first colon that is meant as one
     * @param value the rest, without quotes
     */
    private record Piece(boolean excluded, Optional<String> key, String value) {

        /** Empty for words for the model. */
        Optional<Term> term(String field) {
            Optional<About> known = key.flatMap(About::of);
            if (known.isPresent()) {
                return Optional.of(term(field, known.get()));
            }
            if (excluded) {
                return Optional.of(new Term(true, About.TAG, whole()));
            }
            if (!value.isBlank()) {
                key.ifPresent(word -> refuseMisspelt(field, word));
            }
            return Optional.empty();
        }

        private Term term(String field, About known) {
            if (value.isBlank()) {
                throw Unanswerable.wrong(
                        field, "says %s: and not what; quotes take more than one word".formatted(known.word()));
            }
            if (excluded && known != About.TAG) {
                throw Unanswerable.wrong(
                        field, "says -%s:, and only tags can be excluded, as in -people".formatted(known.word()));
            }
            return new Term(excluded, known, value.strip());
        }

        String whole() {
            return key.map(word -> word + ":" + value).orElse(value);
        }

        private static void refuseMisspelt(String field, String word) {
            List<String> near = Spelling.near(
                            word, Arrays.stream(About.values()).map(About::word))
                    .stream()
                    .map(one -> one + ":")
                    .toList();
            if (!near.isEmpty()) {
                throw Unanswerable.wrong(
                        field,
                        "says %s:, which is no filter%s A colon as such is written \\:"
                                .formatted(word, Spelling.question(near)));
            }
        }
    }

    /** From one piece to the next. */
    private static final class Reader {

        private final String text;
        private final String field;
        private int at;

        Reader(String text, String field) {
            this.text = text;
            this.field = field;
            skipSpace();
        }

        boolean hasMore() {
            return at < text.length();
        }

        Piece next() {
            boolean excluded = text.charAt(at) == '-' && !isEndOfPiece(at + 1);
            if (excluded) {
                at++;
            }
            Optional<String> key = Optional.empty();
            boolean quoted = false;
            StringBuilder value = new StringBuilder();
            while (!isEndOfPiece(at)) {
                char c = text.charAt(at);
                if (c == QUOTE) {
                    quoted = true;
                    quoted(value);
                } else if (c == ESCAPE && at + 1 < text.length()) {
                    value.append(text.charAt(at + 1));
                    at += 2;
                } else if (c == ':' && key.isEmpty() && !quoted && !value.isEmpty()) {
                    key = Optional.of(value.toString());
                    value.setLength(0);
                    at++;
                } else {
                    value.append(c);
                    at++;
                }
            }
            skipSpace();
            return new Piece(excluded, key, value.toString());
        }

        private void quoted(StringBuilder value) {
            int start = at++;
            while (at < text.length() && text.charAt(at) != QUOTE) {
                if (text.charAt(at) == ESCAPE && at + 1 < text.length()) {
                    at++;
                }
                value.append(text.charAt(at++));
            }
            if (at == text.length()) {
                throw Unanswerable.wrong(
                        field,
                        "has a quote at character %d that does not end; a quote as such is written \\\""
                                .formatted(start + 1));
            }
            at++;
        }

        private boolean isEndOfPiece(int index) {
            return index >= text.length() || Character.isWhitespace(text.charAt(index));
        }

        private void skipSpace() {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
        }
    }
}
