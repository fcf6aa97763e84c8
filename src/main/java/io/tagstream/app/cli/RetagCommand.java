package io.tagstream.app.cli;

import io.agroal.api.AgroalDataSource;
import io.tagstream.catalog.Release;
import io.tagstream.catalog.ReleaseLoader;
import io.tagstream.clip.ClipModel;
import io.tagstream.retag.JobKind;
import io.tagstream.retag.JobProgress;
import io.tagstream.retag.Preview;
import io.tagstream.retag.Preview.Report;
import io.tagstream.retag.RetagJobs;
import io.tagstream.retag.RetagJobs.Order;
import io.tagstream.retag.Targets;
import io.tagstream.retag.Targets.Target;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tagstream retag}: from one release to another, with stored embeddings. */
@Command(
        name = "retag",
        description = {
            "Tags the whole catalog for another version of the taxonomy, from the embeddings that are stored, and puts it in force.",
            "Workers that run share the work; without any, this does it alone. Stopped or killed, it goes on where it was."
        },
        mixinStandardHelpOptions = true,
        subcommands = {
            RetagStatus.class,
            RetagSteering.Pause.class,
            RetagSteering.Resume.class,
            RetagSteering.Cancel.class,
            RetagSteering.CutOver.class,
            RetagSteering.Back.class
        },
        footer = {"", "What happens, what it costs and how to go back: docs/retagging.md"})
final class RetagCommand implements Callable<Integer> {

    private static final int SHORT_PREVIEW = 2_000;
    private static final int SHORT_PREVIEW_TAGS = 10;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Option(
            names = "--to",
            paramLabel = "VERSION|RELEASE",
            description = "The first digits of a version of the taxonomy, or of a release")
    private Optional<String> to = Optional.empty();

    @Option(
            names = "--fitting",
            paramLabel = "DIGEST|none",
            description = "Calibrations and learned tags to go with a version (default: those in force)")
    private Optional<String> fitting = Optional.empty();

    @Option(names = "--preview", description = "Says what would change, from a sample, and changes nothing")
    private boolean preview;

    @Option(names = "--sample", paramLabel = "N", description = "Photos of a preview (default: ${DEFAULT-VALUE})")
    private long sample = 10_000;

    @Option(names = "--all", description = "Looks at all photos for a preview")
    private boolean all;

    @Option(names = "--no-cut-over", description = "Only makes the release; retag cut-over puts it in force")
    private boolean noCutOver;

    @Option(names = "--rate", paramLabel = "N", description = "Photos a second at most, over all who work on it")
    private Optional<Double> rate = Optional.empty();

    @Option(names = "--author", paramLabel = "NAME", description = "Who wants it, for the record")
    private Optional<String> author = Optional.empty();

    @Option(names = "--yes", description = "Does not ask")
    private boolean yes;

    @Mixin
    private RetagWorkOptions work = new RetagWorkOptions();

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Mixin
    private ChosenModel model = new ChosenModel();

    @Override
    public Integer call() {
        String wanted = to.orElseThrow(() -> new UserError("say what to go over to, with --to VERSION or RELEASE"));
        PrintWriter err = spec.commandLine().getErr();
        try (AgroalDataSource catalog = database.open(work.connections())) {
            RetagJobs jobs = new RetagJobs(catalog);
            Targets targets = new Targets(catalog, new ReleaseLoader(catalog));
            Target target = targets.find(wanted, fitting);
            Optional<JobProgress> begun = jobs.open().stream()
                    .filter(job -> job.kind() == JobKind.SCORE
                            && job.release().equals(target.id().name()))
                    .findFirst();
            if (begun.isPresent() && !preview) {
                err.printf("job %d is at it already%n", begun.get().number());
                return new RetagSession(spec, catalog, work).follow(begun.get().number());
            }
            if (target.release().isActive() && target.release().state() == Release.State.COMPLETE) {
                throw new UserError("release %s is in force".formatted(target.id()));
            }
            return begin(catalog, jobs, targets, compiled(target, err));
        }
    }

    private Target compiled(Target target, PrintWriter err) {
        if (target.labels().isPresent()) {
            return target;
        }
        try (ClipModel clip = model.load(err)) {
            err.printf(
                    Locale.ROOT,
                    "encoding the prompts of version %s%n",
                    target.id().version().shortForm());
            err.flush();
            return Targets.compiled(target, clip.digest(), clip::embedTexts);
        }
    }

    private int begin(AgroalDataSource catalog, RetagJobs jobs, Targets targets, Target target) {
        Release active = targets.active();
        if (preview || !yes) {
            Report report = new Preview(catalog)
                    .of(targets.load(target), active.number(), all ? Long.MAX_VALUE : preview ? sample : SHORT_PREVIEW);
            print(report, target, active);
        }
        if (preview) {
            return 0;
        }
        boolean complete = target.exists() && target.release().state() == Release.State.COMPLETE;
        if (!yes && !Terminal.agrees(spec.commandLine().getErr(), complete ? "Put it in force?" : "Go on?")) {
            spec.commandLine().getErr().println("Nothing was changed.");
            return 1;
        }
        RetagSession session = new RetagSession(spec, catalog, work);
        if (complete) {
            jobs.cutOver(target.id(), author);
            return session.inForce();
        }
        OptionalDouble limit = rate.map(OptionalDouble::of).orElse(OptionalDouble.empty());
        int job = jobs.start(new Order(target.id(), target.labels(), !noCutOver, limit, author));
        return session.follow(job);
    }

    private void print(Report report, Target target, Release active) {
        if (preview && work.json()) {
            spec.commandLine()
                    .getOut()
                    .println(RetagJson.of(report, target, active).toPrettyString());
            spec.commandLine().getOut().flush();
            return;
        }
        PrintWriter out =
                preview ? spec.commandLine().getOut() : spec.commandLine().getErr();
        new PreviewText(out).print(report, target, active, preview ? Integer.MAX_VALUE : SHORT_PREVIEW_TAGS);
    }
}
