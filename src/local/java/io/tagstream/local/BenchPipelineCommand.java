package io.tagstream.local;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tagstream bench pipeline}: everything but the model, from the upload event to the published tagged event. */
@Command(
        name = "pipeline",
        description = {
            "Events per second from photos.uploaded to photos.tagged, with Kafka and PostgreSQL on this machine and an encoder that",
            "answers at once. The photos are JPEGs of 64 × 64 pixels: small, so that the flow is measured and not the decoder."
        },
        mixinStandardHelpOptions = true)
final class BenchPipelineCommand implements Callable<Integer> {

    private static final int DISTINCT_PHOTOS = 200;
    private static final int SIDE = 64;
    private static final Pattern STAGE =
            Pattern.compile("tagstream_stage_seconds_(count|sum)\\{stage=\"(\\w+)\"\\} (\\S+)");

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Option(names = "--events", description = "How many (default: ${DEFAULT-VALUE})")
    private int events = 50_000;

    @Option(names = "--batch", description = "Records of a batch and transaction (default: ${DEFAULT-VALUE})")
    private int batch = 500;

    @Option(names = "--batches", description = "Batches in flight (default: ${DEFAULT-VALUE})")
    private int batches = 4;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        Progress progress = new Progress(out, Instant.now());
        progress.step("starting Kafka and PostgreSQL");
        try (LocalServices services = LocalServices.start(4)) {
            List<Path> photos =
                    photos(Files.createDirectory(services.directory().resolve("photos")));
            progress.step("putting " + events + " uploads on Kafka");
            try (UploadTopic uploads = new UploadTopic(services.kafka().bootstrapServers())) {
                for (int i = 0; i < events; i++) {
                    uploads.upload("photo-" + i, photos.get(i % photos.size()).toUri());
                }
                uploads.flush();
            }
            progress.step("starting the worker");
            Path log = Files.createFile(services.directory().resolve("worker.log"));
            try (WorkerProcess worker = WorkerProcess.start(services, FreePort.any(), settings(services), log)) {
                List<Instant> arrivals = arrivals(services, worker, progress);
                report(out, arrivals, worker);
                return arrivals.size() == events ? 0 : 1;
            }
        }
    }

    private Map<String, String> settings(LocalServices services) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("tagstream.model.engine", "instant");
        settings.put(
                "tagstream.taxonomy.file",
                Home.path("src/demo-model/taxonomy.yaml").toString());
        settings.put("tagstream.fetch.roots", services.directory().toString());
        settings.put("tagstream.intake.batches", Integer.toString(batches));
        settings.put("mp.messaging.incoming.photos-uploaded.max.poll.records", Integer.toString(batch));
        return settings;
    }

    /** When each tagged event could be read. */
    private List<Instant> arrivals(LocalServices services, WorkerProcess worker, Progress progress) {
        List<Instant> arrivals = new ArrayList<>(events);
        try (OutcomeTopics topics = new OutcomeTopics(services.kafka().bootstrapServers())) {
            while (arrivals.size() < events && worker.isAlive()) {
                Instant now = Instant.now();
                topics.poll(Duration.ofMillis(100)).stream()
                        .filter(OutcomeTopics.Event::isTagged)
                        .forEach(event -> arrivals.add(now));
                progress.count(arrivals.size() * 10 / events * events / 10, events);
            }
        }
        progress.end();
        return arrivals;
    }

    private void report(PrintWriter out, List<Instant> arrivals, WorkerProcess worker) {
        if (arrivals.size() < events) {
            out.println(
                    "only " + arrivals.size() + " events came out; the end of the worker's log:\n" + worker.endOfLog());
            return;
        }
        out.printf(
                "%nall       %6.0f events/s, from the first tagged event to the last of %d%n", rate(arrivals), events);
        out.printf("2nd half  %6.0f events/s, when the JVM is warm%n%n", rate(arrivals.subList(events / 2, events)));
        out.printf("%-8s %9s %14s %18s%n", "stage", "calls", "mean ms/call", "per thread and s");
        stages(worker)
                .forEach((stage, figures) -> out.printf(
                        "%-8s %9.0f %14.3f %18.0f%n",
                        stage, figures[0], figures[1] / figures[0] * 1_000, figures[0] / figures[1]));
        out.println(
                "\nA call of record is a batch. fetch and encode are waited for on virtual threads, so their time is not CPU time.");
        out.flush();
    }

    private static double rate(List<Instant> arrivals) {
        double seconds =
                Duration.between(arrivals.getFirst(), arrivals.getLast()).toMillis() / 1000.0;
        long later = arrivals.stream().filter(arrivals.getFirst()::isBefore).count();
        return later / seconds;
    }

    /** Count and seconds by stage, from the worker's own metrics. */
    private static Map<String, double[]> stages(WorkerProcess worker) {
        String metrics = worker.get("/metrics").orElseThrow().body();
        Map<String, double[]> stages = new LinkedHashMap<>();
        Matcher matcher = STAGE.matcher(metrics);
        while (matcher.find()) {
            double[] figures = stages.computeIfAbsent(matcher.group(2), stage -> new double[2]);
            figures[matcher.group(1).equals("count") ? 0 : 1] = Double.parseDouble(matcher.group(3));
        }
        return stages;
    }

    private static List<Path> photos(Path directory) throws IOException {
        Random random = new Random(1);
        List<Path> photos = new ArrayList<>();
        for (int i = 0; i < DISTINCT_PHOTOS; i++) {
            BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
            Graphics2D graphics = image.createGraphics();
            graphics.setColor(new Color(random.nextInt(0x1000000)));
            graphics.fillOval(random.nextInt(SIDE / 2), random.nextInt(SIDE / 2), SIDE / 2, SIDE / 2);
            graphics.dispose();
            Path file = directory.resolve(i + ".jpg");
            ImageIO.write(image, "jpg", file.toFile());
            photos.add(file);
        }
        return photos;
    }
}
