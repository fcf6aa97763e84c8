package io.tagstream.app.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code tagstream taxonomy}: taxonomies as files, and in the catalog. */
@Command(
        name = "taxonomy",
        description = {
            "Checks, shows and compares taxonomies.",
            "Publishes them in a catalog, and gets them back from there."
        },
        mixinStandardHelpOptions = true,
        subcommands = {
            TaxonomyCheck.class,
            TaxonomyShow.class,
            TaxonomyCompare.class,
            TaxonomyDefault.class,
            TaxonomyPublish.class,
            TaxonomyExport.class,
            TaxonomyVersionList.class
        })
final class TaxonomyCommand implements Runnable {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
