package io.tagstream.app.cli;

import io.tagstream.clip.hub.HubException;
import io.tagstream.failure.Failure;
import io.tagstream.retag.Refused;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParseResult;

/** {@code tagstream}: what it says without a command is its help. */
@Command(
        name = "tagstream",
        description = "Tags photos as they are uploaded: from a Kafka event to CLIP tags in PostgreSQL.",
        mixinStandardHelpOptions = true,
        version = "tagstream 0.1.0-SNAPSHOT",
        subcommands = {
            WorkerCommand.class,
            ClassifyCommand.class,
            SimilarCommand.class,
            SearchCommand.class,
            TokensCommand.class,
            PhotoCommand.class,
            ModelCommand.class,
            TaxonomyCommand.class,
            RetagCommand.class,
            FitCommand.class,
            ReembedCommand.class,
            DuplicatesCommand.class,
            EvaluateCommand.class,
            DatabaseCommand.class,
            AlbumsCommand.class
        },
        footer = {
            "",
            "Run from a checkout, there are also:",
            "  demo [FOLDER]   everything on this machine: Kafka, PostgreSQL, a model, photos, tags",
            "  bench pipeline  events per second, without the model",
            "  bench decode    photos decoded per second, beside Pillow",
            "  bench model     pictures and texts per second, beside transformers",
            "  bench tagging   embeddings tagged per second, without a database",
            "  bench soak      whether memory grows while the model runs",
            "  bench retag     photos per second from one release to another",
            "  bench likeness  photos per second that are looked at for duplicates",
            "  bench sql       the queries of docs/sql.md at a million photos, with their plans",
            "  bench search    finding photos among a million, and what their index costs",
        })
public final class TagstreamCommand implements Runnable {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    /**
     * Runs a command line.
     *
     * @return the exit status: 0 done, 1 failed, 2 not understood
     */
    public static int run(String... arguments) {
        return commandLine().execute(arguments);
    }

    static CommandLine commandLine() {
        CommandLine command =
                new CommandLine(new TagstreamCommand()).setExecutionExceptionHandler(TagstreamCommand::explain);
        // What a search excludes looks like an option: beach -people.
        command.getSubcommands()
                .get("search")
                .setUnmatchedOptionsArePositionalParams(true)
                .setPosixClusteredShortOptionsAllowed(false);
        return command;
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /** A user's mistake is a sentence; only our own are stack traces. */
    private static int explain(Exception e, CommandLine command, ParseResult parsed) throws Exception {
        if (e instanceof Failure || e instanceof UserError || e instanceof HubException || e instanceof Refused) {
            command.getErr().println(e.getMessage());
            return command.getCommandSpec().exitCodeOnExecutionException();
        }
        throw e;
    }
}
