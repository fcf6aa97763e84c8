package io.tagstream.app.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code tagstream taxonomy}: taxonomies as files. */
@Command(
        name = "taxonomy",
        description = "Checks, shows and compares taxonomies.",
        mixinStandardHelpOptions = true,
        subcommands = {TaxonomyCheck.class, TaxonomyShow.class, TaxonomyCompare.class, TaxonomyDefault.class})
final class TaxonomyCommand implements Runnable {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
