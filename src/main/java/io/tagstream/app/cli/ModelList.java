package io.tagstream.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagstream.clip.hub.ByteCount;
import io.tagstream.clip.hub.CachedModel;
import io.tagstream.clip.hub.CachedModels;
import io.tagstream.clip.hub.HubSettings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tagstream model list}: what this machine has, from the hub and imported. */
@Command(
        name = "list",
        description = "Lists the models in the hub's cache, and those that have been imported.",
        mixinStandardHelpOptions = true)
final class ModelList implements Runnable {

    private static final int SHORT_HASH = 12;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Option(names = "--hub-cache", paramLabel = "DIR", description = "Another folder than that of HF_HUB_CACHE")
    private Optional<Path> hubCache = Optional.empty();

    @Mixin
    private ArchiveCache cache = new ArchiveCache();

    @Option(names = "--json", description = "As JSON")
    private boolean json;

    @Override
    public void run() {
        Path hub = hubCache.orElseGet(() -> HubSettings.ofProcess().cache());
        List<CachedModel> models = new CachedModels(hub).all();
        ImportedModels imported = ImportedModels.in(cache.directory());
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(json(models, imported));
        } else {
            printModels(out, hub, models);
            out.println();
            printArchives(out, imported);
        }
        imported.unreadable().forEach(note -> spec.commandLine().getErr().println("skipped " + note));
        out.flush();
    }

    private static void printModels(PrintWriter out, Path hub, List<CachedModel> models) {
        out.println("From the hub, in " + hub);
        if (models.isEmpty()) {
            out.println("  none; `tagstream model pull openai/clip-vit-large-patch14` fetches one");
            return;
        }
        TextTable table = new TextTable("REPOSITORY", "REVISION", "COMMIT", "SIZE", "STATE");
        models.forEach(model -> table.row(
                model.repository(),
                String.join(", ", model.revisions()),
                shortForm(model.commit()),
                ByteCount.text(model.bytes()),
                state(model)));
        table.print(out);
    }

    private static String state(CachedModel model) {
        return model.isComplete()
                ? model.obstacle().map(why -> "cannot be run: " + why).orElse("complete, can be run")
                : "lacks " + String.join(", ", model.missing());
    }

    private void printArchives(PrintWriter out, ImportedModels imported) {
        out.println("Imported, in " + cache.directory());
        if (imported.archives().isEmpty()) {
            out.println("  none; a worker imports its model at its first start, `tagstream model import` does before");
            return;
        }
        TextTable table = new TextTable("DIGEST", "PRECISION", "DIMENSIONS", "IMAGE", "SIZE");
        imported.archives()
                .forEach(archive -> table.row(
                        shortForm(archive.description().digest()),
                        archive.description().precision().label(),
                        String.valueOf(archive.description().dimensions()),
                        archive.description().imageSize() + " px",
                        ByteCount.text(ImportedModels.bytes(archive))));
        table.print(out);
    }

    private static String json(List<CachedModel> models, ImportedModels imported) {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode root = mapper.createObjectNode();
        ArrayNode snapshots = root.putArray("models");
        for (CachedModel model : models) {
            ObjectNode node = snapshots
                    .addObject()
                    .put("repository", model.repository())
                    .put("commit", model.commit())
                    .put("directory", model.snapshot().toString())
                    .put("bytes", model.bytes())
                    .put("complete", model.isComplete())
                    .put("runnable", model.isRunnable());
            model.revisions().forEach(node.putArray("revisions")::add);
            model.missing().forEach(node.putArray("missing")::add);
            model.obstacle().ifPresent(why -> node.put("obstacle", why));
        }
        ArrayNode archives = root.putArray("archives");
        imported.archives().forEach(archive -> archives.addObject()
                .put("file", archive.file().toString())
                .put("digest", archive.description().digest())
                .put("precision", archive.description().precision().label())
                .put("dimensions", archive.description().dimensions())
                .put("imageSize", archive.description().imageSize())
                .put("bytes", ImportedModels.bytes(archive)));
        try {
            return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can always be written", e);
        }
    }

    private static String shortForm(String hash) {
        return hash.substring(0, Math.min(SHORT_HASH, hash.length()));
    }
}
