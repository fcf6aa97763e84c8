package io.tagstream.tagging;

import io.tagstream.clip.Embedding;
import io.tagstream.failure.Failure;
import io.tagstream.failure.FailureCode;
import io.tagstream.taxonomy.LabelMatrix;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Tags photos by their embeddings, as one release says. The same photo gets the same tags, to the last bit, alone and among others.
 * Immutable and free of state, so any number of threads may share one.
 */
public final class Tagger {

    /** Photos whose products are made at once: enough to use each row often, few enough to stay in the cache. */
    private static final int BLOCK = 64;

    private final LabelMatrix labels;
    private final double logitScale;
    private final ReleaseId release;
    private final Plan plan;
    private final Products products;

    /**
     * Prepares a release.
     *
     * @param fitting to the model that the labels were compiled with
     * @param logitScale what the model multiplies a cosine with to get a logit: exp of the checkpoint's parameter, about 100
     * @throws Failure MODEL_INVALID if labels and fitting are of different models or dimensions
     */
    public Tagger(LabelMatrix labels, Fitting fitting, double logitScale) {
        if (!(logitScale > 0) || !Double.isFinite(logitScale)) {
            throw new IllegalArgumentException("a logit scale is positive, not " + logitScale);
        }
        labels.requireModel(fitting.modelDigest());
        this.labels = labels;
        this.logitScale = logitScale;
        this.release = new ReleaseId(
                labels.version(),
                labels.modelDigest(),
                fitting.isEmpty() ? Optional.empty() : Optional.of(fitting.digest()));
        this.plan = new Plan(labels, fitting);
        this.products = new Products(plan.rows(), labels.dimensions());
    }

    public ReleaseId release() {
        return release;
    }

    /** What it tags with. */
    public LabelMatrix labels() {
        return labels;
    }

    /**
     * Decides about one photo.
     *
     * @param photo L2-normalised, of the model that the labels were compiled with ({@link LabelMatrix#requireModel})
     * @throws Failure MODEL_INVALID if it has other dimensions than the labels; ENCODER_FAILED if it is not made of numbers
     */
    public Tagging tag(Embedding photo) {
        return tag(photo.values(), 1).getFirst();
    }

    /**
     * Decides about many photos.
     *
     * @param embeddings float32, photo by photo, as {@link #tag(Embedding)} takes them
     * @return one for each photo, in order
     * @throws Failure as {@link #tag(Embedding)} does, if one of them is at fault
     */
    public List<Tagging> tag(float[] embeddings, int photos) {
        Decider decider = new Decider(plan, logitScale);
        List<Tagging> taggings = new ArrayList<>(photos);
        forEach(embeddings, photos, row -> taggings.add(new Tagging(release, decider.decide(row))));
        return taggings;
    }

    /** Why each tag is given or not. Throws what {@link #tag(Embedding)} does. */
    public Explanation explain(Embedding photo) {
        requireDimensions(photo.values(), 1);
        return new Explanation(release, new Explainer(plan, logitScale, products(photo.values(), 0, 1)[0]).explain());
    }

    /**
     * Each scored tag's log-odds by its id, before they are calibrated, whatever the photo is given. Throws what
     * {@link #tag(Embedding)} does.
     */
    public Map<String, Double> logOdds(Embedding photo) {
        double[] odds = logOdds(photo.values(), 1);
        Map<String, Double> byTag = new LinkedHashMap<>();
        plan.tags().forEach(tag -> byTag.put(tag.id(), odds[tag.index()]));
        return byTag;
    }

    /** What a cosine is multiplied with to get a logit. */
    public double logitScale() {
        return logitScale;
    }

    /** Ids of the tags that are scored, in the taxonomy's order. */
    public List<String> tagIds() {
        return plan.tags().stream().map(ScoredTag::id).toList();
    }

    /**
     * {@link #logOdds(Embedding)} of many photos.
     *
     * @return [photos][{@link #tagIds}]
     */
    public double[] logOdds(float[] embeddings, int photos) {
        Decider decider = new Decider(plan, logitScale);
        int tags = plan.tags().size();
        double[] odds = new double[Math.multiplyExact(photos, tags)];
        int[] done = {0};
        forEach(embeddings, photos, row -> System.arraycopy(decider.logOdds(row), 0, odds, done[0]++ * tags, tags));
        return odds;
    }

    /** Takes each photo's products with all rows, in order. */
    private void forEach(float[] embeddings, int photos, Consumer<float[]> consumer) {
        requireDimensions(embeddings, photos);
        for (int first = 0; first < photos; first += BLOCK) {
            for (float[] photo : products(embeddings, first, Math.min(BLOCK, photos - first))) {
                consumer.accept(photo);
            }
        }
    }

    private void requireDimensions(float[] embeddings, int photos) {
        if (photos < 0 || embeddings.length != Math.multiplyExact(photos, labels.dimensions())) {
            throw new Failure(
                    FailureCode.MODEL_INVALID,
                    "%d numbers for %d photos met a label matrix of %d dimensions"
                            .formatted(embeddings.length, photos, labels.dimensions()));
        }
    }

    /** [count][rows] */
    private float[][] products(float[] embeddings, int first, int count) {
        float[][] photos = products.of(embeddings, first, count);
        for (float[] photo : photos) {
            if (!Float.isFinite(photo[0])) { // any NaN or infinity of the photo is in every product
                throw new Failure(FailureCode.ENCODER_FAILED, "a photo's embedding contains NaN or infinity");
            }
        }
        return photos;
    }
}
