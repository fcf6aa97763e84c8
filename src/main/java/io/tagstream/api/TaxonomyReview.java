package io.tagstream.api;

import io.tagstream.api.Problem.Mistake;
import io.tagstream.taxonomy.InvalidTaxonomy;
import io.tagstream.taxonomy.Problem;
import io.tagstream.taxonomy.Taxonomy;
import io.tagstream.taxonomy.TaxonomyYaml;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Says everything that is wrong with a taxonomy: in itself, at its address, and for the worker's model. */
@Singleton
public class TaxonomyReview {

    /**
     * What came of it.
     *
     * @param taxonomy absent where what was sent is none; present in spite of mistakes that only address and model know of
     */
    public record Finding(Optional<Taxonomy> taxonomy, List<Mistake> mistakes) {

        /** The taxonomy, if nothing is wrong with it. */
        public Optional<Taxonomy> right() {
            return mistakes.isEmpty() ? taxonomy : Optional.empty();
        }

        /** The taxonomy, whatever address and model say. */
        Taxonomy orProblem(String what) {
            return taxonomy.orElseThrow(() -> ProblemException.unusable(what, mistakes));
        }

        Taxonomy rightOrProblem(String what) {
            return right().orElseThrow(() -> ProblemException.unusable(what, mistakes));
        }
    }

    private final Questions questions;

    TaxonomyReview(Questions questions) {
        this.questions = questions;
    }

    /** @param name as the address has it */
    Finding of(String name, SentTaxonomy sent) {
        return of(name, sent::read);
    }

    /** Of a draft, as the catalog keeps it. */
    public Finding ofYaml(String name, String definition) {
        return of(name, () -> TaxonomyYaml.read(name, definition.getBytes(StandardCharsets.UTF_8)));
    }

    private Finding of(String name, Supplier<Taxonomy> source) {
        try {
            Taxonomy taxonomy = source.get();
            List<Mistake> mistakes = new ArrayList<>();
            if (!taxonomy.name().equals(name)) {
                mistakes.add(
                        new Mistake("name", "is \"%s\", and the address says \"%s\"".formatted(taxonomy.name(), name)));
            }
            mistakes.addAll(mistakes(questions.tooLong(taxonomy)));
            return new Finding(Optional.of(taxonomy), List.copyOf(mistakes));
        } catch (InvalidTaxonomy e) {
            return new Finding(Optional.empty(), mistakes(e.problems()));
        }
    }

    static List<Mistake> mistakes(List<Problem> problems) {
        return problems.stream()
                .map(problem -> new Mistake(problem.place(), problem.message()))
                .toList();
    }
}
