package io.tagstream.app.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagstream.clip.archive.ModelDigest;
import io.tagstream.clip.checkpoint.CheckpointException;
import io.tagstream.clip.checkpoint.ClipConfig;
import io.tagstream.clip.checkpoint.ModelSize;
import io.tagstream.clip.checkpoint.Preprocessing;
import io.tagstream.clip.checkpoint.Snapshot;
import io.tagstream.clip.checkpoint.TowerConfig;
import io.tagstream.clip.hub.ByteCount;
import io.tagstream.clip.hub.HubModels;
import io.tagstream.clip.hub.HubSettings;
import io.tagstream.clip.hub.ModelSource;
import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tagstream model inspect}: what a model is, before it is run. */
@Command(
        name = "inspect",
        description = "Shows a model's family and sizes, and what a picture costs.",
        mixinStandardHelpOptions = true)
final class ModelInspect implements Runnable {

    private static final double GIGA = 1e9;
    private static final int FLOAT32_BYTES = 4;
    private static final int HALF_BYTES = 2;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Parameters(
            paramLabel = "DIR|NAME",
            description = "A snapshot's folder, or a name on the hub, which is fetched if it is not here")
    private String model = "";

    @Option(names = "--json", description = "As JSON")
    private boolean json;

    @Override
    public void run() {
        try (HubModels models = new HubModels(
                HubSettings.ofProcess(), PullProgress.on(spec.commandLine().getErr()))) {
            ModelSource source = models.locate(model);
            Snapshot snapshot = Snapshot.read(source.directory());
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(json(source.name(), snapshot).toPrettyString());
            } else {
                print(out, source.name(), snapshot);
            }
            out.flush();
        } catch (CheckpointException e) {
            throw new UserError(String.valueOf(e.getMessage()), e);
        }
    }

    private static void print(PrintWriter out, String name, Snapshot snapshot) {
        ClipConfig config = snapshot.config();
        ModelSize size = ModelSize.of(config);
        Preprocessing steps = snapshot.preprocessing();
        out.println(name);
        line(out, "family", lower(config.family()));
        line(out, "embedding", config.projection() + " dimensions");
        line(
                out,
                "picture",
                "%d x %d pixels, %s, %s"
                        .formatted(
                                steps.crop(),
                                steps.crop(),
                                steps.resize() == Preprocessing.Resize.SQUARE ? "squashed" : "cropped",
                                lower(steps.interpolation())));
        line(
                out,
                "vision",
                "patches of %d, %s"
                        .formatted(
                                config.vision().patchSize(),
                                tower(config.vision().tower())));
        line(
                out,
                "text",
                "%d tokens of %,d, %s"
                        .formatted(
                                config.text().contextLength(),
                                config.text().vocabulary(),
                                tower(config.text().tower())));
        line(
                out,
                "parameters",
                "%.1f million: vision %.1f, text %.1f"
                        .formatted(
                                size.parameters() / 1e6, size.visionParameters() / 1e6, size.textParameters() / 1e6));
        line(
                out,
                "operations",
                "%.2f GFLOP a picture, %.2f a text of full length"
                        .formatted(size.imageOperations() / GIGA, size.textOperations() / GIGA));
        line(
                out,
                "weights",
                "%s of memory in float32, %s in bfloat16 and float16"
                        .formatted(
                                ByteCount.text(size.parameters() * FLOAT32_BYTES),
                                ByteCount.text(size.parameters() * HALF_BYTES)));
        line(out, "digest", ModelDigest.of(snapshot));
    }

    private static void line(PrintWriter out, String label, String value) {
        out.printf("  %-11s %s%n", label, value);
    }

    private static String tower(TowerConfig tower) {
        return "%d layers of %d, %d heads, %d inside, %s"
                .formatted(
                        tower.layers(), tower.hidden(), tower.heads(), tower.intermediate(), lower(tower.activation()));
    }

    private static ObjectNode json(String name, Snapshot snapshot) {
        ClipConfig config = snapshot.config();
        ModelSize size = ModelSize.of(config);
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode root = mapper.createObjectNode();
        root.put("name", name)
                .put("digest", ModelDigest.of(snapshot))
                .put("family", lower(config.family()))
                .put("dimensions", config.projection());
        root.set("vision", mapper.valueToTree(config.vision()));
        root.set("text", mapper.valueToTree(config.text()));
        root.set("preprocessing", mapper.valueToTree(snapshot.preprocessing()));
        root.put("parameters", size.parameters())
                .put("flopPerImage", size.imageOperations())
                .put("flopPerText", size.textOperations())
                .put("weightBytesFloat32", size.parameters() * FLOAT32_BYTES)
                .put("weightBytesHalf", size.parameters() * HALF_BYTES);
        return root;
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
