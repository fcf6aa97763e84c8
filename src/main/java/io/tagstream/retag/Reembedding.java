package io.tagstream.retag;

import io.tagstream.catalog.EmbeddingForm;
import io.tagstream.catalog.ModelEmbeddings.Photo;
import io.tagstream.catalog.ModelRegistry;
import io.tagstream.catalog.Release;
import io.tagstream.catalog.ReleaseLoader;
import io.tagstream.catalog.ReleaseStore;
import io.tagstream.encode.Encoder;
import io.tagstream.photo.PhotoId;
import io.tagstream.pipeline.SecondLook;
import io.tagstream.pipeline.SecondLook.Known;
import io.tagstream.pipeline.SecondLook.Look;
import io.tagstream.pipeline.SecondLook.Unseen;
import io.tagstream.retag.EmbedJobs.Begun;
import io.tagstream.retag.EmbedJobs.Order;
import io.tagstream.taxonomy.TextEncoder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.sql.DataSource;

/** A change of model, for a process that has the new one. */
public final class Reembedding {

    /** While one waits for the slowest photo of its group, the other keeps the model busy. */
    private static final int THREADS = 2;

    private static final Duration POLL = Duration.ofMillis(250);

    /** Of a row of embeddings beside the vector, with its index entry. */
    private static final long ROW_BYTES = 90;

    private final DataSource dataSource;
    private final ReleaseStore releases;
    private final ReleaseLoader loader;
    private final Encoder encoder;
    private final TextEncoder texts;
    private final SecondLook look;
    private final int photosInFlight;
    private final Duration patience;
    private final EmbedJobs jobs;

    /**
     * For one model.
     *
     * @param texts its text tower
     * @param photosInFlight that are looked at at a time
     * @param patience how long a photo's source may be away
     */
    public Reembedding(
            DataSource dataSource,
            ReleaseStore releases,
            ReleaseLoader loader,
            Encoder encoder,
            TextEncoder texts,
            SecondLook look,
            int photosInFlight,
            Duration patience) {
        if (photosInFlight < 1) {
            throw new IllegalArgumentException("%d photos in flight get nowhere".formatted(photosInFlight));
        }
        this.dataSource = dataSource;
        this.releases = releases;
        this.loader = loader;
        this.encoder = encoder;
        this.texts = texts;
        this.look = look;
        this.photosInFlight = photosInFlight;
        this.patience = patience;
        this.jobs = new EmbedJobs(dataSource);
    }

    public Encoder.Identity model() {
        return encoder.identity();
    }

    /**
     * What it would come to, from a look at some photos; nothing is stored.
     *
     * @param photos left to look at
     * @param sampled of them that were looked at
     * @param photosPerSecond of a process such as this one; absent where there was nothing to look at
     * @param failures by code
     * @param embeddingBytes that the new embeddings will take in the database
     */
    public record Estimate(
            long photos,
            int sampled,
            OptionalDouble photosPerSecond,
            SortedMap<String, Long> failures,
            long embeddingBytes) {}

    public Estimate estimate(int sample) {
        String digest = model().digest();
        jobs.requireOther(digest);
        long photos = jobs.countToSee(digest);
        List<Known> known = jobs.sampleToSee(digest, sample).stream()
                .map(Reembedding::known)
                .toList();
        long start = System.nanoTime();
        List<Look> looks = look.at(known, patience);
        double seconds = (System.nanoTime() - start) / 1e9;
        SortedMap<String, Long> failures = new TreeMap<>();
        for (Look one : looks) {
            if (one instanceof Unseen unseen) {
                failures.merge(unseen.code().name(), 1L, Long::sum);
            }
        }
        int number = releases.embeddingForm() == EmbeddingForm.HALF ? Short.BYTES : Float.BYTES;
        return new Estimate(
                photos,
                looks.size(),
                looks.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(looks.size() / seconds),
                failures,
                photos * (ROW_BYTES + (long) number * model().dimensions()));
    }

    private static Known known(Photo photo) {
        return new Known(new PhotoId(photo.id()), photo.source(), photo.content());
    }

    /** Begins, or goes on; the prompts are encoded before it returns, unless somebody has. */
    public Begun begin(Order order) {
        jobs.requireOther(order.modelDigest());
        Encoder.Identity model = model();
        new ModelRegistry(dataSource)
                .register(
                        model.digest(),
                        model.name(),
                        model.dimensions(),
                        encoder.head().scale());
        Begun begun = jobs.begin(order);
        loader.load(begun.release(), texts);
        return begun;
    }

    /** Works on jobs of its kind from its start until it is closed. */
    public JobRunner runner(EmbedWork work) {
        return new JobRunner(dataSource, List.of(work), RetagObserver.NONE, THREADS, POLL);
    }

    public EmbedWork work() {
        int group = Math.max(1, photosInFlight / THREADS);
        return new EmbedWork(dataSource, releases, loader, look::at, group, patience);
    }

    public JobProgress progress(int job) {
        return new RetagJobs(dataSource).progress(job);
    }

    /** How many photos could not be looked at for a release, by code. */
    public Map<String, Long> failures(Release release) {
        return jobs.failures(release);
    }
}
