package io.tagstream.app.cli;

import io.tagstream.clip.ClipModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tagstream photo}: what the worker would make of a file, without Kafka or a database. */
@Command(
        name = "photo",
        description = {
            "Shows what the worker would see of photos: format, size, facts, and whether they would be rejected.",
            "Limits are those of the worker's configuration, such as tagstream.decode.max-pixels.",
            "Photos are prepared for the model that is named; without one, they are decoded for 224 pixels."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:All photos would be catalogued.",
            "1:At least one would be rejected or could not be read.",
            "2:The command was not understood."
        })
final class PhotoCommand implements Callable<Integer> {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Photos")
    private List<Path> files = List.of();

    @Option(names = "--json", description = "One JSON object for each photo, on a line of its own.")
    private boolean json;

    @CommandLine.Mixin
    private ChosenModel chosen = new ChosenModel();

    @Option(
            names = "--save-pixels",
            paramLabel = "DIR",
            description = "Write what the model is given as PNG into this folder; needs --model.")
    private Optional<Path> pixels = Optional.empty();

    @Override
    public Integer call() {
        if (pixels.isPresent() && !chosen.isNamed()) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--save-pixels needs --model: resizing and cropping are the model's");
        }
        DecodeSettings settings = DecodeSettings.read();
        pixels.ifPresent(PhotoCommand::make);
        Optional<ClipModel> clip =
                chosen.isNamed() ? Optional.of(chosen.load(spec.commandLine().getErr())) : Optional.empty();
        try {
            return look(new PhotoInspection(settings, clip, pixels));
        } finally {
            clip.ifPresent(ClipModel::close);
        }
    }

    private int look(PhotoInspection inspection) {
        PrintWriter out = spec.commandLine().getOut();
        boolean allFine = true;
        for (Path file : files) {
            PhotoReport report = inspection.of(file);
            out.println(json ? report.json() : report.text());
            out.flush();
            allFine &= report.isFine();
        }
        return allFine ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private static void make(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UserError("could not make the folder " + folder + ": " + e.getMessage(), e);
        }
    }
}
