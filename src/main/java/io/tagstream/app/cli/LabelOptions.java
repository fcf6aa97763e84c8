package io.tagstream.app.cli;

import io.tagstream.encode.ZeroShot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What photos are compared with: labels from the command line, from a file, or from both. */
final class LabelOptions {

    @Option(names = "--labels", paramLabel = "A,B,…", split = ",", description = "Labels without commas")
    private List<String> list = new ArrayList<>();

    @Option(names = "--label", paramLabel = "TEXT", description = "A label that may have commas; can be repeated")
    private List<String> single = new ArrayList<>();

    @Option(names = "--labels-file", paramLabel = "FILE", description = "Labels, one a line; blank lines do not count")
    private Optional<Path> file = Optional.empty();

    @Option(
            names = "--template",
            paramLabel = "TEXT",
            description =
                    "What the model is asked, with {} for the label, such as \"a photo of a {}\" (default: the label)")
    private Optional<String> template = Optional.empty();

    List<ZeroShot.Label> labels() {
        List<String> names = new ArrayList<>(list);
        names.addAll(single);
        file.ifPresent(path -> names.addAll(lines(path)));
        try {
            return ZeroShot.labels(names, template);
        } catch (IllegalArgumentException e) {
            throw new UserError(e.getMessage() + (names.isEmpty() ? " (--labels, --label or --labels-file)" : ""), e);
        }
    }

    private static List<String> lines(Path path) {
        try {
            return Files.readAllLines(path).stream()
                    .filter(line -> !line.isBlank())
                    .toList();
        } catch (IOException e) {
            throw new UserError("the labels of %s cannot be read: %s".formatted(path, e), e);
        }
    }
}
