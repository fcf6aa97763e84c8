package io.tagstream.app.cli;

import io.agroal.api.AgroalDataSource;
import io.tagstream.catalog.Release;
import io.tagstream.catalog.ReleaseLoader;
import io.tagstream.retag.JobKind;
import io.tagstream.retag.JobProgress;
import io.tagstream.retag.JobState;
import io.tagstream.retag.RetagJobs;
import io.tagstream.retag.Targets;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import javax.sql.DataSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is done to jobs and releases that are there: each a command of its own. */
final class RetagSteering {

    private RetagSteering() {}

    /** A command about one job: the one that is named, or the only one that it makes sense for. */
    private abstract static class AboutJob implements Callable<Integer> {

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

        @Parameters(arity = "0..1", paramLabel = "JOB", description = "Its number (default: the one there is)")
        private Optional<Integer> number = Optional.empty();

        @Mixin
        private DatabaseOptions database = new DatabaseOptions();

        CommandLine.Model.CommandSpec spec() {
            return spec;
        }

        DatabaseOptions database() {
            return database;
        }

        int job(RetagJobs jobs, Predicate<JobProgress> which) {
            return number.orElseGet(() -> jobs.open().stream()
                    .filter(which)
                    .min(Comparator.comparing(JobProgress::kind, Comparator.comparing(kind -> kind != JobKind.SCORE)))
                    .map(JobProgress::number)
                    .orElseThrow(
                            () -> new UserError("there is no such job: tagstream retag status shows those there are")));
        }

        void say(String sentence, Object... values) {
            spec.commandLine().getOut().printf(sentence + "%n", values);
            spec.commandLine().getOut().flush();
        }
    }

    @Command(name = "pause", description = "Lets a job rest.", mixinStandardHelpOptions = true)
    static final class Pause extends AboutJob {

        @Override
        public Integer call() {
            try (AgroalDataSource catalog = database().open(2)) {
                RetagJobs jobs = new RetagJobs(catalog);
                int job = job(jobs, open -> open.state() == JobState.RUNNING);
                jobs.pause(job);
                say("job %d rests; tagstream retag resume goes on with it", job);
                return 0;
            }
        }
    }

    @Command(
            name = "resume",
            description = "Goes on with a job that was paused, failed, or left alone, and works on it.",
            mixinStandardHelpOptions = true)
    static final class Resume extends AboutJob {

        @Mixin
        private RetagWorkOptions work = new RetagWorkOptions();

        @Override
        public Integer call() {
            try (AgroalDataSource catalog = database().open(work.connections())) {
                RetagJobs jobs = new RetagJobs(catalog);
                int job = job(jobs, open -> true);
                if (jobs.progress(job).kind() == JobKind.EMBED) {
                    throw new UserError("job %d is for a new model: tagstream reembed, with that model, goes on with it"
                            .formatted(job));
                }
                if (jobs.progress(job).state() != JobState.RUNNING) {
                    jobs.resume(job);
                }
                return new RetagSession(spec(), catalog, work).follow(job);
            }
        }
    }

    @Command(
            name = "cancel",
            description = "Gives up a release that is being made, or was made and not put in force.",
            mixinStandardHelpOptions = true)
    static final class Cancel extends AboutJob {

        @Override
        public Integer call() {
            try (AgroalDataSource catalog = database().open(2)) {
                RetagJobs jobs = new RetagJobs(catalog);
                int job = job(jobs, open -> open.kind() == JobKind.SCORE || open.kind() == JobKind.EMBED);
                jobs.cancel(job);
                say("job %d is cancelled; workers remove the tags that it made", job);
                return 0;
            }
        }
    }

    /** A command that brings a release into force, and shows how its changes are announced. */
    private abstract static class ChangeOver implements Callable<Integer> {

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

        @Option(names = "--author", paramLabel = "NAME", description = "Who wants it, for the record")
        private Optional<String> author = Optional.empty();

        @Mixin
        private DatabaseOptions database = new DatabaseOptions();

        @Mixin
        private RetagWorkOptions work = new RetagWorkOptions();

        @Override
        public Integer call() {
            try (AgroalDataSource catalog = database.open(work.connections())) {
                changeOver(catalog, author);
                return new RetagSession(spec, catalog, work).inForce();
            }
        }

        abstract void changeOver(DataSource catalog, Optional<String> author);
    }

    @Command(
            name = "cut-over",
            description = "Puts a complete release in force, at once.",
            mixinStandardHelpOptions = true)
    static final class CutOver extends ChangeOver {

        @Parameters(paramLabel = "RELEASE", description = "The first digits of its name")
        private String release = "";

        @Override
        void changeOver(DataSource catalog, Optional<String> author) {
            Release found = new Targets(catalog, new ReleaseLoader(catalog))
                    .find(release, Optional.empty())
                    .release();
            new RetagJobs(catalog).cutOver(found.id(), author);
        }
    }

    @Command(
            name = "back",
            description = "Puts the release in force again that was before, at once.",
            mixinStandardHelpOptions = true)
    static final class Back extends ChangeOver {

        @Override
        void changeOver(DataSource catalog, Optional<String> author) {
            new RetagJobs(catalog).back(author);
        }
    }
}
