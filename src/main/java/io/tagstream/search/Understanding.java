package io.tagstream.search;

import io.tagstream.decode.ImageFormat;
import io.tagstream.search.SearchText.About;
import io.tagstream.search.SearchText.Term;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** Reads requests, and names the field where one is wrong. */
record Understanding(Vocabulary vocabulary, SearchLimits limits) {

    private static final int MAX_PAGE = 200;
    private static final int DEFAULT_PAGE = 50;

    /**
     * Checks everything that needs no database.
     *
     * @throws Unanswerable WRONG
     */
    Asked of(SearchRequest request) {
        requireShort(request);
        requireOneQuestion(request);
        SearchText text = request.q().map(q -> SearchText.parse(q, "q")).orElse(new SearchText("", List.of()));
        Optional<String> words = Optional.of(text.words()).filter(one -> !one.isEmpty());
        if (words.isPresent()
                && (request.photo().isPresent() || request.picture().isPresent())) {
            throw Unanswerable.wrong(
                    "q",
                    "has words for the model (%s) beside a photo; a photo takes filters and exclusions only"
                            .formatted(words.get()));
        }
        return new Asked(
                words,
                request.photo(),
                request.picture(),
                filter(request, text.terms()),
                relevance(request.minRelevance()),
                request.limit().map(Understanding::limit).orElse(DEFAULT_PAGE),
                request.after());
    }

    private static void requireOneQuestion(SearchRequest request) {
        if (request.photo().isPresent() && request.picture().isPresent()) {
            throw Unanswerable.wrong("photo", "is given beside a picture; one of both can be resembled");
        }
    }

    private void requireShort(SearchRequest request) {
        requireShort("q", request.q().stream());
        requireShort("photo", request.photo().stream());
        requireShort("tag", request.tags().stream());
        requireShort("not", request.without().stream());
        requireShort("facet", request.facets().stream());
        requireShort("owner", request.owner().stream());
        requireShort("camera", request.camera().stream());
        requireShort("format", request.format().stream());
        requireShort("taken-from", request.takenFrom().stream());
        requireShort("taken-before", request.takenBefore().stream());
        requireShort("uploaded-from", request.uploadedFrom().stream());
        requireShort("uploaded-before", request.uploadedBefore().stream());
        requireShort("min-relevance", request.minRelevance().stream());
        requireShort("limit", request.limit().stream());
        requireShort("after", request.after().stream());
    }

    /** PostgreSQL takes no NUL, and nothing that people search for has one. */
    private void requireShort(String field, Stream<String> values) {
        values.forEach(value -> {
            if (value.length() > limits.maxTextLength()) {
                throw Unanswerable.wrong(
                        field,
                        "has %,d characters; at most %,d are read (tagstream.search.max-text-length)"
                                .formatted(value.length(), limits.maxTextLength()));
            }
            if (value.indexOf('\0') >= 0) {
                throw Unanswerable.wrong(field, "has a NUL in it");
            }
        });
    }

    private Filter filter(SearchRequest request, List<Term> terms) {
        List<String> tags = merged(
                request.tags().stream().map(word -> vocabulary.tag(word, "tag", "says " + word)),
                of(terms, About.TAG, false)
                        .map(word -> vocabulary.tag(word, "q", "tag:%s asks for a tag".formatted(word))));
        List<String> without = merged(
                request.without().stream().map(word -> vocabulary.tag(word, "not", "says " + word)),
                of(terms, About.TAG, true)
                        .map(word -> vocabulary.tag(word, "q", "-%s excludes a tag".formatted(word))));
        List<String> facets = merged(
                request.facets().stream().map(word -> vocabulary.facet(word, "facet")),
                of(terms, About.FACET, false).map(word -> vocabulary.facet(word, "q")));
        int count = tags.size() + without.size() + facets.size();
        if (count > limits.maxTerms()) {
            throw Unanswerable.wrong(
                    "tag",
                    "is one of %d tags, exclusions and facets; at most %d are looked for (tagstream.search.max-terms)"
                            .formatted(count, limits.maxTerms()));
        }
        TimeSpan.Range taken = span("taken", request.takenFrom(), request.takenBefore(), terms, About.TAKEN);
        TimeSpan.Range uploaded =
                span("uploaded", request.uploadedFrom(), request.uploadedBefore(), terms, About.UPLOADED);
        return new Filter(
                tags,
                without,
                facets,
                single("owner", request.owner(), terms, About.OWNER),
                single("camera", request.camera(), terms, About.CAMERA),
                single("format", request.format(), terms, About.FORMAT).map(Understanding::format),
                taken.from(),
                taken.before(),
                uploaded.from().map(Understanding::instant),
                uploaded.before().map(Understanding::instant));
    }

    private static Instant instant(LocalDateTime time) {
        return time.toInstant(ZoneOffset.UTC);
    }

    private static Stream<String> of(List<Term> terms, About key, boolean excluded) {
        return terms.stream()
                .filter(term -> term.key() == key && term.excluded() == excluded)
                .map(Term::value);
    }

    private static List<String> merged(Stream<String> some, Stream<String> others) {
        return new ArrayList<>(new LinkedHashSet<>(Stream.concat(some, others).toList()));
    }

    private static Optional<String> single(String field, Optional<String> given, List<Term> terms, About key) {
        List<String> all =
                Stream.concat(given.stream(), of(terms, key, false)).distinct().toList();
        if (all.size() > 1) {
            throw Unanswerable.wrong(field, "is given more than once: " + String.join(", ", all));
        }
        return all.stream().findFirst();
    }

    /** From parameters, of which each is a moment, or from the text. */
    private static TimeSpan.Range span(
            String name, Optional<String> from, Optional<String> before, List<Term> terms, About key) {
        List<String> written = of(terms, key, false).toList();
        if (written.isEmpty()) {
            TimeSpan.Range range = new TimeSpan.Range(
                    from.map(text -> TimeSpan.of(text, name + "-from").from()),
                    before.map(text -> TimeSpan.of(text, name + "-before").from()));
            TimeSpan.requireInOrder(range, name + "-before");
            return range;
        }
        if (written.size() > 1 || from.isPresent() || before.isPresent()) {
            throw Unanswerable.wrong("q", "says %s:, which is given more than once".formatted(name));
        }
        return TimeSpan.range(written.getFirst(), "q " + name + ":");
    }

    private static String format(String text) {
        String name = text.toUpperCase(Locale.ROOT);
        String known =
                name.equals("JPG") ? ImageFormat.JPEG.name() : name.equals("TIF") ? ImageFormat.TIFF.name() : name;
        List<String> formats =
                Arrays.stream(ImageFormat.values()).map(ImageFormat::name).toList();
        if (!formats.contains(known)) {
            throw Unanswerable.wrong(
                    "format", "is %s; it should be one of %s".formatted(text, String.join(", ", formats)));
        }
        return known;
    }

    private static OptionalDouble relevance(Optional<String> text) {
        if (text.isEmpty()) {
            return OptionalDouble.empty();
        }
        try {
            double value = Double.parseDouble(text.get());
            if (value >= 0 && value <= 1) {
                return OptionalDouble.of(value);
            }
        } catch (NumberFormatException notANumber) {
            // answered below, as a number out of range is
        }
        throw Unanswerable.wrong("min-relevance", "is %s; it has to be from 0 to 1".formatted(text.get()));
    }

    private static int limit(String text) {
        try {
            int value = Integer.parseInt(text);
            if (value >= 1 && value <= MAX_PAGE) {
                return value;
            }
        } catch (NumberFormatException notANumber) {
            // answered below, as a number out of range is
        }
        throw Unanswerable.wrong("limit", "is %s; it has to be from 1 to %d".formatted(text, MAX_PAGE));
    }
}
