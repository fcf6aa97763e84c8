package io.tagstream.clip.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Models by their name on the hub: those that the cache has, and those that can be fetched into it. */
public final class HubModels implements AutoCloseable {

    private final HubSettings settings;
    private final HubCache cache;
    private final HubClient client;
    private final BlobDownload download;
    private final PullObserver observer;

    public HubModels(HubSettings settings, PullObserver observer) {
        this(settings, observer, Patience.DEFAULT);
    }

    HubModels(HubSettings settings, PullObserver observer, Patience patience) {
        this.settings = settings;
        this.observer = observer;
        this.cache = new HubCache(settings.cache());
        this.client = new HubClient(settings, patience, observer);
        this.download = new BlobDownload(client, cache, patience, observer);
    }

    /**
     * Finds a model wherever one may be given: a folder that exists is that folder; a name is looked for in the cache, and fetched
     * only if it is not there, so that a machine that has a model asks nobody for it.
     *
     * @param folderOrName {@code OWNER/NAME[@REVISION]}, or the path of a folder
     * @throws HubException where it is neither
     */
    public ModelSource locate(String folderOrName) {
        if (Files.isDirectory(Path.of(folderOrName))) {
            return ModelSource.ofFolder(Path.of(folderOrName));
        }
        if (!ModelName.looksLike(folderOrName)) {
            throw new HubException(
                    "there is no folder '%s', nor is this a name on the hub (OWNER/NAME)".formatted(folderOrName));
        }
        ModelName name = ModelName.of(folderOrName);
        return new ModelSource(cached(name).orElseGet(() -> pull(name)), name.repository());
    }

    /** The snapshot of a revision as last fetched, if the cache has all of it. */
    public Optional<Path> cached(ModelName name) {
        return cache.commit(name).map(commit -> cache.snapshot(name, commit)).filter(snapshot -> cache.missing(snapshot)
                .isEmpty());
    }

    /**
     * What would have to be fetched; asks the hub.
     *
     * @throws HubException where the hub does not have it, or does not answer, or is not to be asked
     */
    public PullPlan plan(ModelName name) {
        if (settings.offline()) {
            throw new HubException("HF_HUB_OFFLINE is set, so the hub is not asked what %s has".formatted(name));
        }
        Listing listing = client.list(name);
        List<PullPlan.Step> steps = new ArrayList<>();
        for (String path : CheckpointFiles.choose(name, listing.paths())) {
            HubFile file = described(name, listing, path);
            boolean present =
                    cache.has(name, listing.commit(), file) || HubCache.isComplete(cache.blob(name, file), file);
            steps.add(new PullPlan.Step(file, present));
        }
        return new PullPlan(name, listing.commit(), steps);
    }

    private HubFile described(ModelName name, Listing listing, String path) {
        return listing.entries().stream()
                .filter(entry -> entry.path().equals(path) && entry.isDescribed())
                .findFirst()
                .map(entry -> new HubFile(path, entry.size(), entry.etag()))
                .orElseGet(() -> client.describe(name, listing.commit(), path));
    }

    /**
     * Makes the cache have a revision as the hub has it now. If the hub does not answer, what the cache has is good enough.
     *
     * @return the snapshot's folder
     * @throws HubException where the model cannot be had; what has arrived of it is kept
     */
    public Path pull(ModelName name) {
        if (settings.offline()) {
            return cached(name).orElseThrow(() -> new HubException("HF_HUB_OFFLINE is set, and " + notCached(name)));
        }
        if (Listing.isCommit(name.revision()) && cached(name).isPresent()) {
            return cached(name).orElseThrow();
        }
        try {
            return fetch(plan(name));
        } catch (UnreachableException e) {
            Path snapshot = cached(name).orElseThrow(() -> e);
            observer.note("%s; taking what the cache has of %s".formatted(e.getMessage(), name));
            return snapshot;
        }
    }

    private Path fetch(PullPlan plan) {
        ModelName name = plan.name();
        Path snapshot = cache.snapshot(name, plan.commit());
        try {
            requireSpace(plan);
            for (PullPlan.Step step : plan.steps()) {
                if (!cache.has(name, plan.commit(), step.file())) {
                    download.fetch(name, plan.commit(), step.file());
                    cache.link(name, plan.commit(), step.file());
                }
            }
            cache.remember(name, plan.commit());
        } catch (IOException e) {
            throw new HubException("the cache %s cannot be written: %s".formatted(cache.root(), e), e);
        }
        return snapshot;
    }

    private void requireSpace(PullPlan plan) throws IOException {
        long needed = 0;
        for (PullPlan.Step step : plan.steps()) {
            needed += step.present() ? 0 : cache.remaining(plan.name(), step.file());
        }
        if (needed > 0) {
            cache.requireSpace(needed);
        }
    }

    private String notCached(ModelName name) {
        return cache.commit(name)
                .map(commit -> cache.snapshot(name, commit))
                .filter(Files::isDirectory)
                .map(snapshot -> "the cache lacks %s of %s in %s"
                        .formatted(String.join(", ", cache.missing(snapshot)), name, snapshot))
                .orElseGet(() -> "the cache %s does not have %s".formatted(cache.root(), name));
    }

    @Override
    public void close() {
        client.close();
    }
}
