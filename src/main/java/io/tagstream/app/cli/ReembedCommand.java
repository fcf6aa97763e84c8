package io.tagstream.app.cli;

import io.quarkus.runtime.Quarkus;
import java.util.Map;
import org.jboss.logging.Logger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tagstream reembed}: from one model to another. */
@Command(
        name = "reembed",
        description = {
            "Looks at all photos again with another model, beside the workers, and tags them by what it sees.",
            "Both models' embeddings are kept. Stopped or killed, it goes on where it was; several processes share the work."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Settings are those of the worker, but for the model, which is the new one:",
            "  TAGSTREAM_MODEL_DIRECTORY                a CLIP: its name on the Hugging Face hub, or a folder",
            "  TAGSTREAM_REEMBED_PHOTOS_IN_FLIGHT       photos that a process looks at at a time",
            "  TAGSTREAM_REEMBED_PATIENCE               how long a source may be away before the photo counts as failed",
            "Step by step, what it costs and how to go back: docs/new-model.md",
        })
final class ReembedCommand implements Runnable {

    private static final Logger LOG = Logger.getLogger(ReembedCommand.class);

    /** The worker's application without what makes it a worker. */
    private static final Map<String, String> SETTINGS = Map.of(
            "tagstream.reembed.enabled", "true",
            "mp.messaging.incoming.photos-uploaded.enabled", "false",
            // Beside a worker on the same machine; nobody asks this process anything.
            "quarkus.http.host", "127.0.0.1",
            "quarkus.http.port", "0",
            // The standard output is for what was asked for, and that there are no uploads is meant so.
            "quarkus.log.console.stderr", "true",
            "quarkus.log.category.\"io.smallrye.reactive.messaging\".level", "ERROR",
            "quarkus.log.category.\"io.quarkus\".level", "WARN",
            "quarkus.log.category.\"org.flywaydb\".level", "WARN");

    @Mixin
    private ReembedOptions options = new ReembedOptions();

    @Override
    public void run() {
        SETTINGS.forEach(System::setProperty);
        Quarkus.run(ReembedRun.class, ReembedCommand::ended, options.arguments());
    }

    private static void ended(Integer status, Throwable failure) {
        if (failure != null) {
            LOG.fatalf("tagstream reembed cannot go on. %s", WorkerCommand.why(failure));
            LOG.debug("in full:", failure);
        }
        System.exit(status);
    }
}
