package io.tagstream.app.cli;

import io.tagstream.clip.hub.ByteCount;
import io.tagstream.clip.hub.HubModels;
import io.tagstream.clip.hub.HubSettings;
import io.tagstream.clip.hub.ModelName;
import io.tagstream.clip.hub.PullObserver;
import io.tagstream.clip.hub.PullPlan;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tagstream model pull}: from the hub into the hub's cache. The snapshot's folder is all that goes to the standard output. */
@Command(
        name = "pull",
        description = {
            "Fetches a CLIP from the Hugging Face hub and prints the folder that it is in.",
            "What the hub's own tools have fetched is used, and they find what this has fetched. Interrupted, it goes on next time."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Environment, as for the hub's own tools:",
            "  HF_ENDPOINT     another hub than https://huggingface.co",
            "  HF_TOKEN        for private and gated models; else the file HF_TOKEN_PATH, else HF_HOME/token",
            "  HF_HUB_CACHE    where models are kept; else HF_HOME/hub, else ~/.cache/huggingface/hub",
            "  HF_HUB_OFFLINE  1 to ask nobody and use what is there",
            "  HTTPS_PROXY, NO_PROXY",
            "",
            "Example:",
            "  tagstream model import --precision bfloat16 $(tagstream model pull openai/clip-vit-large-patch14)",
        })
final class ModelPull implements Runnable {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Parameters(
            paramLabel = "NAME",
            description = "OWNER/NAME[@REVISION], such as openai/clip-vit-large-patch14 or …@refs/pr/12")
    private String name = "";

    @Option(
            names = "--revision",
            paramLabel = "REV",
            description = "A branch, a tag, a commit or refs/pr/N (default: main)")
    private Optional<String> revision = Optional.empty();

    @Option(names = "--cache", paramLabel = "DIR", description = "Another folder than that of HF_HUB_CACHE")
    private Optional<Path> cache = Optional.empty();

    @Option(names = "--dry-run", description = "Lists what would be fetched, and fetches nothing")
    private boolean dryRun;

    @Option(
            names = {"-q", "--quiet"},
            description = "No progress")
    private boolean quiet;

    @Override
    public void run() {
        ModelName model = model();
        HubSettings settings = HubSettings.ofProcess();
        PrintWriter err = spec.commandLine().getErr();
        PullObserver progress = quiet ? PullObserver.SILENT : PullProgress.on(err);
        try (HubModels models = new HubModels(cache.map(settings::withCache).orElse(settings), progress)) {
            if (dryRun) {
                print(models.plan(model));
            } else {
                spec.commandLine().getOut().println(pull(models, model, err));
            }
        }
    }

    /** Ctrl-C ends the process wherever it is; that nothing is lost by it is worth a sentence. */
    private static Path pull(HubModels models, ModelName model, PrintWriter err) {
        Thread farewell = new Thread(() -> {
            err.println();
            err.println("interrupted; what has arrived is kept, and the same command goes on from there");
            err.flush();
        });
        Runtime.getRuntime().addShutdownHook(farewell);
        try {
            return models.pull(model);
        } finally {
            Runtime.getRuntime().removeShutdownHook(farewell);
        }
    }

    private ModelName model() {
        ModelName named = ModelName.of(name);
        if (revision.isPresent() && name.contains("@")) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "the revision is given twice, as @REVISION and as --revision");
        }
        return revision.map(text -> new ModelName(named.repository(), text)).orElse(named);
    }

    private void print(PullPlan plan) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf("%s, commit %s%n", plan.name(), plan.commit());
        for (PullPlan.Step step : plan.steps()) {
            out.printf(
                    "  %-40s %10s%s%n",
                    step.file().path(), ByteCount.text(step.file().size()), step.present() ? "  in the cache" : "");
        }
        out.printf("%s of %s to fetch%n", ByteCount.text(plan.bytesToFetch()), ByteCount.text(plan.bytes()));
    }
}
