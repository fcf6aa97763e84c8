package io.tagstream.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agroal.api.AgroalDataSource;
import io.tagstream.catalog.Release;
import io.tagstream.catalog.ReleaseStore;
import io.tagstream.retag.JobProgress;
import io.tagstream.retag.RetagJobs;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tagstream retag status}: which releases there are, and how far jobs are. */
@Command(
        name = "status",
        description = "Shows the releases that photos are tagged for, and the latest jobs.",
        mixinStandardHelpOptions = true)
final class RetagStatus implements Callable<Integer> {

    private static final int JOBS = 10;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Option(names = "--json", description = "Prints JSON")
    private boolean json;

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try (AgroalDataSource catalog = database.open(2)) {
            List<Release> releases = new ReleaseStore(catalog).live();
            List<JobProgress> jobs = new RetagJobs(catalog).latest(JOBS);
            if (json) {
                out.println(json(releases, jobs).toPrettyString());
            } else {
                print(out, releases, jobs);
            }
            out.flush();
            return 0;
        }
    }

    private static ObjectNode json(List<Release> releases, List<JobProgress> jobs) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode releaseNodes = answer.putArray("releases");
        releases.forEach(release -> releaseNodes.add(RetagJson.of(release)));
        ArrayNode jobNodes = answer.putArray("jobs");
        jobs.forEach(job -> jobNodes.add(RetagJson.of(job)));
        return answer;
    }

    private static void print(PrintWriter out, List<Release> releases, List<JobProgress> jobs) {
        TextTable releaseTable = new TextTable("release", "taxonomy", "version", "state", "");
        releases.forEach(release -> releaseTable.row(
                release.id().shortForm(),
                release.taxonomy(),
                release.id().version().shortForm(),
                word(release.state()),
                switch (release.standing()) {
                    case ACTIVE -> "in force";
                    case PREVIOUS -> "before; tagstream retag back";
                    case NEITHER -> "";
                }));
        releaseTable.print(out);
        if (!jobs.isEmpty()) {
            out.println();
            TextTable jobTable = new TextTable("job", "kind", "release", "state", "");
            jobs.forEach(job -> jobTable.row(
                    Integer.toString(job.number()),
                    word(job.kind()),
                    job.release().substring(0, 12),
                    word(job.state()),
                    RetagProgress.words(job)));
            jobTable.print(out);
            jobs.forEach(job -> job.detail().ifPresent(detail -> out.printf("%njob %d: %s%n", job.number(), detail)));
        }
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
