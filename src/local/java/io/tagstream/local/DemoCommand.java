package io.tagstream.local;

import io.tagstream.clip.hub.HubModels;
import io.tagstream.clip.hub.HubSettings;
import io.tagstream.clip.hub.ModelSource;
import io.tagstream.clip.hub.PullLines;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tagstream demo}: from nothing to a table of tagged photos. */
@Command(
        name = "demo",
        description = {
            "Starts Kafka, PostgreSQL and a worker on this machine, uploads photos and shows their tags.",
            "Without FOLDER, these are the sample photos that come with the project."
        },
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

    private static final Path DEMO_MODEL = Home.path("src/demo-model");
    private static final Duration NOTHING_HAPPENS = Duration.ofSeconds(60);
    private static final List<String> PICTURES =
            List.of(".jpg", ".jpeg", ".png", ".webp", ".gif", ".bmp", ".tif", ".tiff", ".heic", ".heif", ".avif");

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Parameters(
            arity = "0..1",
            paramLabel = "FOLDER",
            description = "A folder of your own photos of any format that is decoded")
    private Optional<Path> folder = Optional.empty();

    @Option(names = "--exit", description = "End when every photo is done, instead of staying up")
    private boolean exit;

    @Option(
            names = "--model",
            paramLabel = "DIR|NAME",
            description = "A CLIP snapshot, or its name on the hub, in place of the demo model")
    private Path model = DEMO_MODEL.resolve("snapshot");

    @Option(names = "--taxonomy", paramLabel = "FILE", description = "Tags in place of the demo taxonomy")
    private Path taxonomy = DEMO_MODEL.resolve("taxonomy.yaml");

    @Option(
            names = "--port",
            description = "For REST; another one is taken if it is in use (default: ${DEFAULT-VALUE})")
    private int port = 8080;

    @Option(
            names = "--pgvector",
            description = "PostgreSQL with pgvector, which .ci/pgvector puts on this machine, in place of one without")
    private boolean pgvector;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Instant start = Instant.now();
        Map<String, Path> photos = photos();
        Progress progress = new Progress(out, start);
        ModelSource source = source(progress);

        progress.step("starting Kafka and PostgreSQL");
        try (LocalServices services = LocalServices.start(4, database())) {
            Path log = Files.createFile(services.directory().resolve("worker.log"));
            progress.step("starting the worker: schema, model " + model + ", taxonomy " + taxonomy);
            try (WorkerProcess worker =
                    WorkerProcess.start(services, FreePort.preferably(port), settings(source), log)) {
                worker.awaitReady(Duration.ofMinutes(5));
                progress.step("uploading " + photos.size() + " photos");
                Map<String, Outcome> outcomes = outcomes(services, worker, photos, progress);
                DemoTable.print(out, outcomes);
                boolean complete = outcomes.size() == photos.size();
                out.printf(
                        "%n%d of %d photos done, %.1f s after the start.%n",
                        outcomes.size(), photos.size(), seconds(Duration.between(start, Instant.now())));
                if (!complete) {
                    out.println("Some photos are lost. The end of the worker's log:\n" + worker.endOfLog());
                }
                if (!exit) {
                    explain(out, services, worker, photos, log);
                    new CountDownLatch(1).await(); // until Ctrl-C
                }
                return complete ? 0 : 1;
            }
        }
    }

    private Function<Path, LocalDatabase> database() {
        if (pgvector && !PgvectorDatabase.isInstalled()) {
            throw new IllegalArgumentException(
                    "there is no PostgreSQL with pgvector that this user may run: .ci/pgvector makes it, as root");
        }
        return pgvector ? PgvectorDatabase::new : EmbeddedDatabase::new;
    }

    /** A photo's way: what came out and how long after its upload. */
    record Outcome(OutcomeTopics.Event event, long millis) {}

    private Map<String, Outcome> outcomes(
            LocalServices services, WorkerProcess worker, Map<String, Path> photos, Progress progress) {
        Map<String, Outcome> outcomes = new TreeMap<>();
        Map<String, Long> uploadedAt = new HashMap<>();
        try (UploadTopic uploads = new UploadTopic(services.kafka().bootstrapServers());
                OutcomeTopics topics = new OutcomeTopics(services.kafka().bootstrapServers())) {
            photos.forEach((id, file) -> {
                uploadedAt.put(id, System.nanoTime());
                uploads.upload(id, file.toUri());
            });
            uploads.flush();
            Instant last = Instant.now();
            while (outcomes.size() < photos.size()
                    && worker.isAlive()
                    && last.plus(NOTHING_HAPPENS).isAfter(Instant.now())) {
                for (OutcomeTopics.Event event : topics.poll(Duration.ofMillis(200))) {
                    String id = event.key().orElse("");
                    Long uploaded = uploadedAt.get(id);
                    if (uploaded != null) {
                        outcomes.put(id, new Outcome(event, (System.nanoTime() - uploaded) / 1_000_000));
                        last = Instant.now();
                    }
                }
                progress.count(outcomes.size(), photos.size());
            }
        }
        progress.end();
        return outcomes;
    }

    private ModelSource source(Progress progress) {
        try (HubModels models =
                new HubModels(HubSettings.ofProcess(), new PullLines(progress::step, System::nanoTime))) {
            return models.locate(model.toString());
        }
    }

    private Map<String, String> settings(ModelSource source) throws IOException {
        Path roots = folder.orElse(DEMO_MODEL.resolve("samples"));
        Map<String, String> settings = new HashMap<>(Map.of(
                "tagstream.model.directory", source.directory().toString(),
                "tagstream.taxonomy.file", existing(taxonomy, "taxonomy").toString(),
                "tagstream.fetch.roots", roots.toRealPath().toString()));
        settings.put("tagstream.model.name", isDemoModel() ? "drawn-scenes" : source.name());
        return settings;
    }

    private Map<String, Path> photos() throws IOException {
        Path root =
                existing(folder.orElse(DEMO_MODEL.resolve("samples")), "folder").toRealPath();
        Map<String, Path> photos = new LinkedHashMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            files.filter(Files::isRegularFile)
                    .filter(DemoCommand::isPicture)
                    .sorted()
                    .forEach(file -> photos.put(root.relativize(file).toString(), file));
        }
        if (photos.isEmpty()) {
            throw new IllegalArgumentException("there is no picture in " + root);
        }
        return photos;
    }

    private static boolean isPicture(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return PICTURES.stream().anyMatch(name::endsWith);
    }

    private static Path existing(Path path, String what) {
        if (!Files.exists(path)) {
            throw new IllegalArgumentException("there is no " + what + " " + path);
        }
        return path;
    }

    private void explain(
            PrintWriter out, LocalServices services, WorkerProcess worker, Map<String, Path> photos, Path log) {
        Path photo = photos.values().iterator().next();
        out.printf(
                """

                Everything stays up until Ctrl-C:
                  photos   curl '%1$s/photos?tag=red'    (all of REST: %1$s/openapi?format=json)
                  search   curl '%1$s/search?q=red+circles+-grass'
                  health   curl %1$s/health/ready        (metrics: %1$s/metrics)
                  SQL      PGPASSWORD=postgres psql -h 127.0.0.1 -p %2$d -U postgres -c 'select * from tags_of_photo'
                  upload   curl -H 'content-type: application/json' %1$s/photos \\
                             -d '{"photoId": "one-more", "uri": "%3$s"}'
                  Kafka    %4$s, topics %5$s, %6$s, %7$s
                  log      %8$s
                """,
                worker.address(),
                services.database().port(),
                photo.toUri(),
                services.kafka().bootstrapServers(),
                LocalServices.UPLOADED,
                LocalServices.TAGGED,
                LocalServices.REJECTED,
                log);
        if (isDemoModel()) {
            out.println("""

                    The demo model knows drawn scenes only: shapes, colours, counts, textures, backgrounds. For real photos, take a
                    CLIP from the Hugging Face hub and a taxonomy for it:
                      ./tagstream demo --model openai/clip-vit-large-patch14 --taxonomy photos.yaml FOLDER""");
        }
        out.flush();
    }

    private boolean isDemoModel() {
        return model.equals(DEMO_MODEL.resolve("snapshot"));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
