package io.tagstream.app.cli;

import io.tagstream.catalog.FittingJson;
import io.tagstream.tagging.Fitting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What was fitted to the model's embeddings, where a catalog has it. */
final class ChosenFitting {

    @Option(
            names = "--fitting",
            paramLabel = "FILE",
            description =
                    "Calibrations and learned tags, as the column content of the catalog's table fittings has them")
    private Optional<Path> file = Optional.empty();

    /** Nothing, unless a file was named. */
    Fitting read(String modelDigest) {
        return file.map(path -> read(path, modelDigest)).orElseGet(() -> Fitting.none(modelDigest));
    }

    private static Fitting read(Path file, String modelDigest) {
        try {
            return FittingJson.read(modelDigest, Files.readString(file));
        } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
            throw new UserError("%s is no fitting that can be read: %s".formatted(file, e.getMessage()), e);
        }
    }
}
