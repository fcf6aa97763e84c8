package io.tagstream.app.cli;

import io.tagstream.retag.EmbedJobs.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** What {@code tagstream reembed} is asked for. */
@CommandLine.Command
final class ReembedOptions {

    @Option(names = "--cut-over", description = "Puts the new model in force as soon as it has looked at all photos")
    private boolean cutOver;

    @Option(
            names = "--allow-missing",
            paramLabel = "N",
            description = "Photos that could not be looked at and may be missing (default: none)")
    private Optional<Long> allowMissing = Optional.empty();

    @Option(names = "--rate", paramLabel = "N", description = "Photos a second at most, over all processes")
    private Optional<Double> rate = Optional.empty();

    @Option(names = "--author", paramLabel = "NAME", description = "Who wants it, for the record")
    private Optional<String> author = Optional.empty();

    @Option(
            names = "--dry-run",
            description =
                    "Says how much there is to do and how long it takes, from a look at some photos; changes nothing")
    private boolean dryRun;

    @Option(names = "--json", description = "Prints JSON")
    private boolean json;

    /** Reads what {@link #arguments} gave. */
    static ReembedOptions parse(String... arguments) {
        ReembedOptions options = new ReembedOptions();
        new CommandLine(options).parseArgs(arguments);
        return options;
    }

    /** The same again, for an application that is started with arguments. */
    String[] arguments() {
        List<String> arguments = new ArrayList<>();
        if (cutOver) {
            arguments.add("--cut-over");
        }
        if (dryRun) {
            arguments.add("--dry-run");
        }
        if (json) {
            arguments.add("--json");
        }
        allowMissing.ifPresent(n -> arguments.add("--allow-missing=" + n));
        rate.ifPresent(n -> arguments.add(String.format(Locale.ROOT, "--rate=%s", n)));
        author.ifPresent(name -> arguments.add("--author=" + name));
        return arguments.toArray(String[]::new);
    }

    boolean dryRun() {
        return dryRun;
    }

    boolean json() {
        return json;
    }

    OptionalDouble rate() {
        return rate.map(OptionalDouble::of).orElse(OptionalDouble.empty());
    }

    Order order(String modelDigest) {
        try {
            return new Order(
                    modelDigest,
                    cutOver,
                    allowMissing.map(OptionalLong::of).orElse(OptionalLong.empty()),
                    rate(),
                    author);
        } catch (IllegalArgumentException e) {
            throw new UserError(String.valueOf(e.getMessage()), e);
        }
    }
}
