package io.tagstream.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagstream.clip.ClipModel;
import io.tagstream.clip.Embedding;
import io.tagstream.encode.ZeroShot;
import io.tagstream.encode.ZeroShot.Label;
import io.tagstream.encode.ZeroShot.Score;
import io.tagstream.failure.Failure;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tagstream classify}: photos against labels, as the model sees them, without a taxonomy and its thresholds. */
@Command(
        name = "classify",
        description = {
            "Compares photos with labels and prints logits and probabilities, the most probable first.",
            "Ends with 1 where a photo cannot be decoded; the others are still answered."
        },
        mixinStandardHelpOptions = true)
final class ClassifyCommand implements Callable<Integer> {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Parameters(paramLabel = "PHOTO", arity = "1..*", description = "JPEG or PNG")
    private List<Path> photos = List.of();

    @Mixin
    private LabelOptions labelOptions = new LabelOptions();

    @Mixin
    private ChosenModel chosen = new ChosenModel();

    @Option(names = "--json", description = "Prints JSON, in full precision")
    private boolean json;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        List<Label> labels = labelOptions.labels();
        try (ClipModel model = chosen.load(spec.commandLine().getErr())) {
            List<Embedding> prompts =
                    model.embedTexts(labels.stream().map(Label::prompt).toList());
            PhotoFile files = new PhotoFile(model);
            ObjectNode answer = Answers.of(model);
            ArrayNode answers = answer.putArray("photos");
            int failed = 0;
            for (Path photo : photos) {
                ObjectNode node = answers.addObject().put("photo", photo.toString());
                try {
                    List<Score> scores = ZeroShot.scores(model.head(), files.embedding(photo), labels, prompts);
                    scores.forEach(score -> add(node.withArray("labels"), score));
                    print(out, photo, scores);
                } catch (Failure e) {
                    failed++;
                    Answers.putError(node, e);
                    spec.commandLine().getErr().printf("%s: %s: %s%n", photo, e.code(), e.detail());
                }
            }
            if (json) {
                out.println(answer.toPrettyString());
            }
            return failed == 0 ? 0 : 1;
        }
    }

    private static void add(ArrayNode labels, Score score) {
        labels.addObject()
                .put("label", score.label().name())
                .put("prompt", score.label().prompt())
                .put("cosine", score.cosine())
                .put("logit", score.logit())
                .put("probability", score.probability());
    }

    private void print(PrintWriter out, Path photo, List<Score> scores) {
        if (!json) {
            out.printf("%s%n  %11s  %8s  %7s  %s%n", photo, "probability", "logit", "cosine", "label");
            scores.forEach(score -> out.printf(
                    "  %11.4f  %8.3f  %7.4f  %s%n",
                    score.probability(),
                    score.logit(),
                    score.cosine(),
                    score.label().name()));
            out.flush();
        }
    }
}
