package io.tagstream.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagstream.evaluation.Evaluation;
import io.tagstream.evaluation.EvaluationJson;
import io.tagstream.evaluation.html.EvaluationPage;
import io.tagstream.taxonomy.Problem;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The forms in which an evaluation can be had. */
final class EvaluationOutputs {

    private static final String STANDARD_OUTPUT = "-";

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Writes everything as JSON; - for the standard output, instead of the tables")
    private Optional<String> json = Optional.empty();

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "Writes a page with plots and the worst mistakes, which needs nothing else")
    private Optional<Path> html = Optional.empty();

    void write(PrintWriter out, EvaluationRun run, Evaluation evaluation, List<Problem> problems) {
        if (json.filter(STANDARD_OUTPUT::equals).isPresent()) {
            out.println(json(run, evaluation, problems));
        } else {
            json.ifPresent(file -> write(Path.of(file), json(run, evaluation, problems) + "\n"));
            new EvaluationTables(out).print(evaluation);
        }
        html.ifPresent(file -> write(file, page(run, evaluation, problems)));
        out.flush();
    }

    private static String json(EvaluationRun run, Evaluation evaluation, List<Problem> problems) {
        ObjectNode node = EvaluationJson.of(evaluation);
        node.putObject("model")
                .put("name", run.model().name())
                .put("digest", run.model().digest());
        node.put("release", run.release().name());
        ArrayNode all = node.putArray("problems");
        problems.forEach(
                problem -> all.addObject().put("place", problem.place()).put("message", problem.message()));
        return node.toPrettyString();
    }

    private static String page(EvaluationRun run, Evaluation evaluation, List<Problem> problems) {
        return new EvaluationPage(run.model().name(), run.release().shortForm(), run::thumbnail)
                .render(evaluation, problems);
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UserError("could not write %s: %s".formatted(file, e), e);
        }
    }
}
