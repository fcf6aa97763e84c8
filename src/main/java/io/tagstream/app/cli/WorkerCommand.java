package io.tagstream.app.cli;

import io.quarkus.runtime.Quarkus;
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
            "  TAGSTREAM_MODEL_DIRECTORY    a CLIP from the Hugging Face hub: the folder with config.json and the weights",
            "  TAGSTREAM_TAXONOMY_FILE      the tags to give, YAML",
            "  TAGSTREAM_FETCH_ROOTS        folders that file: URIs may point into",
        })
final class WorkerCommand implements Runnable {

    @Override
    public void run() {
        Quarkus.run();
    }
}
