package io.tagstream.retag;

import io.tagstream.catalog.ReleaseLoader;
import io.tagstream.retag.RetagJobs.Order;
import io.tagstream.retag.Targets.Target;
import io.tagstream.taxonomy.Taxonomy;
import io.tagstream.taxonomy.TextEncoder;
import java.util.Optional;
import java.util.OptionalDouble;
import javax.sql.DataSource;

/** Everything that can be asked for about jobs by somebody who has the model at hand, such as a worker's REST. */
public final class Retagging {

    private final RetagJobs jobs;
    private final Targets targets;
    private final Preview preview;
    private final String modelDigest;
    private final TextEncoder texts;

    /** @param texts the text tower of the model with that digest */
    public Retagging(DataSource dataSource, ReleaseLoader loader, String modelDigest, TextEncoder texts) {
        this.jobs = new RetagJobs(dataSource);
        this.targets = new Targets(dataSource, loader);
        this.preview = new Preview(dataSource);
        this.modelDigest = modelDigest;
        this.texts = texts;
    }

    public RetagJobs jobs() {
        return jobs;
    }

    /**
     * Begins to tag the catalog for a release or version, whose prompts are encoded first if that has not been done.
     *
     * @param to see {@link Targets#find}; so is the fitting
     * @return the job's number
     */
    public int start(
            String to,
            Optional<String> fitting,
            boolean cutOver,
            OptionalDouble photosPerSecond,
            Optional<String> author) {
        Target target = compiled(targets.find(to, fitting));
        return jobs.start(new Order(target.id(), target.labels(), cutOver, photosPerSecond, author));
    }

    /** What a release or version would change. */
    public Preview.Report preview(String to, Optional<String> fitting, long photos) {
        return preview(targets.find(to, fitting), photos);
    }

    /** What a taxonomy would change that need not be a version yet. */
    public Preview.Report preview(Taxonomy draft, long photos) {
        return preview(targets.find(draft), photos);
    }

    private Preview.Report preview(Target found, long photos) {
        return preview.of(targets.load(compiled(found)), targets.active().number(), photos);
    }

    /** Puts a complete release in force, which is named by its first digits. */
    public void cutOver(String release, Optional<String> author) {
        jobs.cutOver(targets.find(release, Optional.empty()).id(), author);
    }

    private Target compiled(Target target) {
        return target.labels().isPresent() ? target : Targets.compiled(target, modelDigest, texts);
    }
}
