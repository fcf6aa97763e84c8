package io.tagstream.taxonomy;

import java.util.List;
import java.util.stream.Collectors;

/** A taxonomy that cannot be used, with everything that is wrong with it, so that one round of corrections is enough. */
public final class InvalidTaxonomy extends RuntimeException {

    /** More than this on a terminal hides the first ones; {@link #problems()} has them all. */
    private static final int MAX_SHOWN = 25;

    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // List.copyOf makes serializable lists
    private final List<Problem> problems;

    /** @param source the file's name, or what else tells the reader which taxonomy is meant */
    public InvalidTaxonomy(String source, List<Problem> problems) {
        super(message(source, problems));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }

    private static String message(String source, List<Problem> problems) {
        String shown = problems.stream()
                .limit(MAX_SHOWN)
                .map(problem -> "\n  " + problem)
                .collect(Collectors.joining());
        int hidden = problems.size() - MAX_SHOWN;
        return source
                + (problems.size() == 1 ? " has a problem:" : " has %d problems:".formatted(problems.size()))
                + shown
                + (hidden > 0 ? "\n  and %d more".formatted(hidden) : "");
    }
}
