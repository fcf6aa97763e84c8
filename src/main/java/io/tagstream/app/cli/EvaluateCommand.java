package io.tagstream.app.cli;

import io.tagstream.clip.ClipModel;
import io.tagstream.evaluation.Evaluation;
import io.tagstream.evaluation.labels.ClaimReader;
import io.tagstream.evaluation.labels.LabelException;
import io.tagstream.evaluation.labels.LabelledPhoto;
import io.tagstream.evaluation.labels.Labels;
import io.tagstream.taxonomy.Problem;
import io.tagstream.taxonomy.Taxonomy;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tagstream evaluate}: how good a taxonomy's tags are on photos whose tags somebody knows. */
@Command(
        name = "evaluate",
        description = {
            "Tags photos whose tags are known, as a worker would, and says how good the tags are.",
            "In a folder, photos are in folders that are named after tags: dog/a.jpg, or subject/dog/a.jpg. In a table, the",
            "column path or file names them, and tags, or a column for each facet, says what they show."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:Everything that is known of the photos was looked at.",
            "1:Some of it could not be understood, or some photos not be read; the rest was looked at.",
            "2:The command was not understood."
        })
final class EvaluateCommand implements Callable<Integer> {

    /** More on a terminal hide the first ones; the JSON and the page have them all. */
    private static final int MAX_SHOWN = 25;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Parameters(paramLabel = "FOLDER|CSV", description = "Photos in folders of their tags, or a table of photos")
    private Path source = Path.of("");

    @Mixin
    private ChosenTaxonomy chosenTaxonomy = new ChosenTaxonomy();

    @Mixin
    private ChosenModel chosen = new ChosenModel();

    @Mixin
    private ChosenFitting chosenFitting = new ChosenFitting();

    @Option(
            names = "--complete",
            description =
                    "What is not said of a photo is not there, in any facet; without it, facets of which nothing is said are not judged")
    private boolean complete;

    @Option(names = "--limit", paramLabel = "N", description = "At most so many photos, taken evenly from all")
    private Optional<Integer> limit = Optional.empty();

    @Mixin
    private EvaluationOutputs outputs = new EvaluationOutputs();

    @Override
    public Integer call() {
        if (limit.filter(count -> count < 1).isPresent()) {
            throw new CommandLine.ParameterException(spec.commandLine(), "--limit is 1 at least");
        }
        PrintWriter err = spec.commandLine().getErr();
        Taxonomy taxonomy = chosenTaxonomy.read(chosen);
        Labels labels = labels(taxonomy);
        labels.notices().forEach(err::println);
        try (ClipModel model = chosen.load(err)) {
            EvaluationRun run = new EvaluationRun(model, taxonomy, chosenFitting.read(model.digest()), complete);
            PhotoProgress progress = PhotoProgress.on(err, labels.photos().size());
            List<Problem> problems = new ArrayList<>(labels.problems());
            Evaluation evaluation = run.evaluate(labels.photos(), progress, problems::add);
            progress.end();
            tell(err, problems);
            outputs.write(spec.commandLine().getOut(), run, evaluation, problems);
            return problems.isEmpty() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
        }
    }

    private Labels labels(Taxonomy taxonomy) {
        try {
            Labels all = Labels.read(source, new ClaimReader(taxonomy), complete);
            List<LabelledPhoto> photos = all.photos();
            if (photos.isEmpty()) {
                tell(spec.commandLine().getErr(), all.problems());
                throw new UserError("there are no photos in %s of which anything is known".formatted(source));
            }
            return all.limited(limit.orElse(photos.size()));
        } catch (LabelException e) {
            throw new UserError(String.valueOf(e.getMessage()), e);
        }
    }

    private static void tell(PrintWriter err, List<Problem> problems) {
        problems.stream().limit(MAX_SHOWN).forEach(err::println);
        if (problems.size() > MAX_SHOWN) {
            err.printf("and %,d more%n", problems.size() - MAX_SHOWN);
        }
        err.flush();
    }
}
