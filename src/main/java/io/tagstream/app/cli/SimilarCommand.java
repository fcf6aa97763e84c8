package io.tagstream.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagstream.clip.ClipModel;
import io.tagstream.clip.Embedding;
import io.tagstream.failure.Failure;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tagstream similar}: how near pictures and texts are to each other. */
@Command(
        name = "similar",
        description = {
            "Prints the cosines between pictures and texts, each with each.",
            "An argument that is a file is a picture, every other is a text. Ends with 1 where a picture cannot be decoded."
        },
        mixinStandardHelpOptions = true)
final class SimilarCommand implements Callable<Integer> {

    /** One row, and one column. */
    private record Item(String kind, String value, Embedding embedding) {}

    /** What is more likely to be a file that is not there than a text. */
    private static final Pattern LIKE_A_PICTURE =
            Pattern.compile("(?i)\\S*\\.(jpe?g|png|gif|webp|tiff?|heic|avif|bmp)");

    private static final int LABEL_WIDTH = 40;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Parameters(paramLabel = "PHOTO or TEXT", arity = "0..*", description = "Files and texts, in any order")
    private List<String> arguments = List.of();

    @Option(
            names = "--text",
            paramLabel = "TEXT",
            description = "A text, even if there is a file of that name; can be repeated")
    private List<String> texts = new ArrayList<>();

    @Mixin
    private ChosenModel chosen = new ChosenModel();

    @Option(names = "--json", description = "Prints JSON, in full precision")
    private boolean json;

    @Override
    public Integer call() {
        arguments.forEach(SimilarCommand::requireNoMissingPicture);
        if (arguments.size() + texts.size() < 2) {
            throw new UserError("two photos or texts are needed at least");
        }
        try (ClipModel model = chosen.load(spec.commandLine().getErr())) {
            List<Item> items = new ArrayList<>();
            List<Failure> failures = new ArrayList<>();
            PhotoFile files = new PhotoFile(model);
            for (String argument : arguments) {
                try {
                    items.add(
                            Files.exists(path(argument))
                                    ? new Item("photo", argument, files.embedding(path(argument)))
                                    : text(model, argument));
                } catch (Failure e) {
                    failures.add(e);
                    spec.commandLine().getErr().printf("%s: %s: %s%n", argument, e.code(), e.detail());
                }
            }
            texts.forEach(text -> items.add(text(model, text)));
            print(model, items);
            return failures.isEmpty() ? 0 : 1;
        }
    }

    private static void requireNoMissingPicture(String argument) {
        if (LIKE_A_PICTURE.matcher(argument).matches() && !Files.exists(path(argument))) {
            throw new UserError("there is no file %s; if it is a text, say --text".formatted(argument));
        }
    }

    /** Not every text can be a path, and one that cannot is no file. */
    private static Path path(String argument) {
        return argument.indexOf('\0') >= 0 ? Path.of("") : Path.of(argument);
    }

    private static Item text(ClipModel model, String text) {
        return new Item("text", text, model.embedTexts(List.of(text)).getFirst());
    }

    private void print(ClipModel model, List<Item> items) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(json(model, items).toPrettyString());
        } else {
            printMatrix(out, items);
        }
        out.flush();
    }

    private static ObjectNode json(ClipModel model, List<Item> items) {
        ObjectNode answer = Answers.of(model);
        ArrayNode nodes = answer.putArray("items");
        items.forEach(item -> nodes.addObject().put(item.kind(), item.value()));
        ArrayNode cosines = answer.putArray("cosines");
        for (Item row : items) {
            ArrayNode values = cosines.addArray();
            items.forEach(column -> values.add(row.embedding().cosine(column.embedding())));
        }
        return answer;
    }

    private static void printMatrix(PrintWriter out, List<Item> items) {
        int width = items.stream()
                .mapToInt(item -> Math.min(LABEL_WIDTH, item.value().length()))
                .max()
                .orElse(1);
        out.printf("%" + (width + 5) + "s", "");
        for (int column = 1; column <= items.size(); column++) {
            out.printf("  %7d", column);
        }
        out.println();
        for (int row = 0; row < items.size(); row++) {
            out.printf("%3d  %-" + width + "s", row + 1, shortened(items.get(row)));
            for (Item column : items) {
                out.printf("  %7.4f", items.get(row).embedding().cosine(column.embedding()));
            }
            out.println();
        }
    }

    /** The end of a path tells more than its start, and the start of a text. */
    private static String shortened(Item item) {
        String label = item.value();
        int cut = label.length() - LABEL_WIDTH + 1;
        if (cut <= 1) {
            return label;
        }
        return item.kind().equals("photo") ? "…" + label.substring(cut) : label.substring(0, LABEL_WIDTH - 1) + "…";
    }
}
