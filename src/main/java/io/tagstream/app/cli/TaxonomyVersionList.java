package io.tagstream.app.cli;

import io.agroal.api.AgroalDataSource;
import io.tagstream.catalog.Release;
import io.tagstream.catalog.ReleaseStore;
import io.tagstream.catalog.VersionStore;
import io.tagstream.catalog.VersionStore.StoredVersion;
import java.io.PrintWriter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code tagstream taxonomy versions}: what was published. */
@Command(
        name = "versions",
        description = "Lists the versions of a taxonomy that the catalog has, the newest first.",
        mixinStandardHelpOptions = true)
final class TaxonomyVersionList implements Runnable {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Parameters(paramLabel = "NAME", description = "The taxonomy")
    private String name = "";

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Override
    public void run() {
        try (AgroalDataSource catalog = database.open(1)) {
            List<StoredVersion> versions = new VersionStore(catalog).list(name);
            if (versions.isEmpty()) {
                throw new UserError("the catalog has no taxonomy " + name);
            }
            List<Release> live = new ReleaseStore(catalog).live();
            TextTable table = new TextTable("version", "published", "state", "author", "note");
            versions.forEach(version -> table.row(
                    version.version().shortForm(),
                    version.createdAt().truncatedTo(ChronoUnit.SECONDS).toString(),
                    state(version, live),
                    version.author().orElse(""),
                    version.note().orElse("").replace('\n', ' ')));
            PrintWriter out = spec.commandLine().getOut();
            table.print(out);
            out.flush();
        }
    }

    private static String state(StoredVersion version, List<Release> live) {
        List<Release> own = live.stream()
                .filter(release -> release.version() == version.number())
                .toList();
        if (own.stream().anyMatch(Release::isActive)) {
            return "in force";
        }
        return own.isEmpty() ? "" : "live";
    }
}
