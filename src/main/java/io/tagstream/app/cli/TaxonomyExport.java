package io.tagstream.app.cli;

import io.agroal.api.AgroalDataSource;
import io.tagstream.catalog.Release;
import io.tagstream.catalog.ReleaseStore;
import io.tagstream.catalog.VersionStore;
import io.tagstream.catalog.VersionStore.StoredVersion;
import io.tagstream.taxonomy.TaxonomyYaml;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code tagstream taxonomy export}: a version out of the catalog. */
@Command(
        name = "export",
        description = "Prints a taxonomy of the catalog as YAML, which publish takes back.",
        mixinStandardHelpOptions = true)
final class TaxonomyExport implements Runnable {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Parameters(
            paramLabel = "NAME[@VERSION]",
            description = "With the first digits of a version; else the one in force, or the newest if none is")
    private String wanted = "";

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Override
    public void run() {
        int at = wanted.indexOf('@');
        String name = at < 0 ? wanted : wanted.substring(0, at);
        try (AgroalDataSource catalog = database.open(1)) {
            VersionStore versions = new VersionStore(catalog);
            StoredVersion version = at < 0
                    ? latest(name, versions.list(name), new ReleaseStore(catalog).active())
                    : named(name, wanted.substring(at + 1), versions);
            PrintWriter out = spec.commandLine().getOut();
            out.print(TaxonomyYaml.write(versions.read(version.version())
                    .orElseThrow(
                            () -> new IllegalStateException("the catalog has lost version " + version.version()))));
            out.flush();
        }
    }

    private static StoredVersion latest(String name, List<StoredVersion> versions, Optional<Release> active) {
        return versions.stream()
                .filter(version -> active.filter(release -> release.version() == version.number())
                        .isPresent())
                .findFirst()
                .or(() -> versions.stream().findFirst())
                .orElseThrow(() -> new UserError("the catalog has no taxonomy " + name));
    }

    private static StoredVersion named(String name, String prefix, VersionStore versions) {
        List<StoredVersion> named = versions.named(prefix).stream()
                .filter(version -> version.taxonomy().equals(name))
                .toList();
        if (named.size() != 1) {
            throw new UserError(
                    "%d versions of taxonomy %s begin with \"%s\"; tagstream taxonomy versions %s lists them"
                            .formatted(named.size(), name, prefix, name));
        }
        return named.getFirst();
    }
}
