package io.tagstream.app.cli;

import io.quarkus.runtime.Quarkus;
import io.tagstream.failure.Failure;
import java.sql.SQLException;
import org.jboss.logging.Logger;
import picocli.CommandLine.Command;

/** {@code tagstream worker}: what runs in the container. */
@Command(
        name = "worker",
        description = "Runs the worker until it is stopped.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Settings are environment variables, system properties or config/application.properties; the ones to start with:",
            "  KAFKA_BOOTSTRAP_SERVERS      Kafka, host:port,…",
            "  QUARKUS_DATASOURCE_JDBC_URL  PostgreSQL, jdbc:postgresql://host/database; also _USERNAME and _PASSWORD",
            "  TAGSTREAM_MODEL_DIRECTORY    a CLIP: its name on the Hugging Face hub, or a folder with config.json and the weights",
            "  TAGSTREAM_TAXONOMY_FILE      the tags to give, YAML",
            "  TAGSTREAM_FETCH_ROOTS        folders that file: URIs may point into",
        })
final class WorkerCommand implements Runnable {

    private static final Logger LOG = Logger.getLogger(WorkerCommand.class);

    @Override
    public void run() {
        Quarkus.run(null, WorkerCommand::ended);
    }

    /** What keeps a worker from starting is mostly the configuration's or the surroundings' fault: a sentence says it best. */
    private static void ended(Integer status, Throwable failure) {
        if (failure != null) {
            LOG.fatalf("The worker could not start. %s", why(failure));
            LOG.debug("in full:", failure);
        }
        System.exit(status);
    }

    /** Our own failures speak for themselves; PostgreSQL's name the address; else the innermost cause says most. */
    static String why(Throwable failure) {
        Throwable innermost = failure;
        while (true) {
            if (innermost instanceof Failure ours) {
                return ours.code() + ": " + ours.detail();
            }
            if (innermost instanceof SQLException || innermost.getCause() == null) {
                return String.valueOf(innermost.getMessage());
            }
            innermost = innermost.getCause();
        }
    }
}
