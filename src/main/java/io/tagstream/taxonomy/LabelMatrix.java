package io.tagstream.taxonomy;

import io.tagstream.clip.Embedding;
import io.tagstream.failure.Failure;
import io.tagstream.failure.FailureCode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A taxonomy as one model sees it: a row per tag and per background prompt, each L2-normalised, so that a product with a photo's
 * embedding is all cosines at once. A tag's row is the mean of its prompts' normalised embeddings, normalised again (Radford et
 * al. 2021, section 3.1.4); averaging in embedding space costs the same as one prompt once it is compiled.
 *
 * <p>Immutable, made for one model and one taxonomy version, and useless for others.
 */
public final class LabelMatrix {

    /** Enough to keep a text tower busy; a batch of 77-token prompts of ViT-L/14 stays below 200 MB of activations. */
    public static final int PROMPTS_PER_BATCH = 64;

    private final String modelDigest;
    private final TaxonomyVersion version;
    private final List<LabelBlock> blocks;
    private final int rows;
    private final int dimensions;

    /**
     * float32, row-major, dimensions × rows: the label matrix transposed. So the inner loop of {@link #cosines} runs over rows
     * and has no sum to carry, and the JIT turns it into vector instructions (500 rows of 768: 44 µs against 330 µs).
     */
    private final float[] columns;

    private LabelMatrix(String modelDigest, TaxonomyVersion version, List<LabelBlock> blocks, List<float[]> labels) {
        this.modelDigest = modelDigest;
        this.version = version;
        this.blocks = List.copyOf(blocks);
        this.rows = labels.size();
        this.dimensions = labels.getFirst().length;
        this.columns = new float[Math.multiplyExact(dimensions, rows)];
        for (int row = 0; row < rows; row++) {
            for (int d = 0; d < dimensions; d++) {
                columns[d * rows + row] = labels.get(row)[d];
            }
        }
    }

    /**
     * Encodes every distinct prompt once.
     *
     * @param modelDigest names the model whose text tower the encoder is
     * @throws Failure MODEL_INVALID if what the encoder returns cannot be embeddings of the prompts
     */
    public static LabelMatrix compile(Taxonomy taxonomy, String modelDigest, TextEncoder encoder) {
        if (modelDigest.isBlank()) {
            throw new IllegalArgumentException("a label matrix belongs to a model; its digest is blank");
        }
        PromptEmbeddings prompts = PromptEmbeddings.of(promptsOf(taxonomy), encoder);
        List<LabelBlock> blocks = new ArrayList<>();
        List<float[]> labels = new ArrayList<>();
        for (Facet facet : taxonomy.facets()) {
            List<Tag> tags = facet.scored();
            List<String> background = taxonomy.background(facet);
            blocks.add(new LabelBlock(facet, taxonomy.threshold(facet), tags, labels.size(), background.size()));
            tags.forEach(tag -> labels.add(prompts.label(taxonomy.prompts(facet, tag))));
            background.forEach(prompt -> labels.add(prompts.label(List.of(prompt))));
        }
        return new LabelMatrix(modelDigest, TaxonomyVersion.of(taxonomy), blocks, labels);
    }

    /** Digest of the model that the rows were made by. */
    public String modelDigest() {
        return modelDigest;
    }

    public TaxonomyVersion version() {
        return version;
    }

    /** In the order of the facets; together they are all rows. */
    public List<LabelBlock> blocks() {
        return blocks;
    }

    public int rows() {
        return rows;
    }

    public int dimensions() {
        return dimensions;
    }

    /** A tag's or background prompt's embedding, copied. */
    public Embedding row(int row) {
        float[] values = new float[dimensions];
        for (int d = 0; d < dimensions; d++) {
            values[d] = columns[d * rows + row];
        }
        return new Embedding(values);
    }

    /**
     * To be asked before embeddings of a model are tagged: an embedding does not know where it came from.
     *
     * @throws Failure MODEL_INVALID if it is not the model that the labels were compiled with
     */
    public void requireModel(String digest) {
        if (!digest.equals(modelDigest)) {
            throw new Failure(
                    FailureCode.MODEL_INVALID,
                    "the label matrix of taxonomy %s was compiled with model %s, the embedding is of model %s"
                            .formatted(version.shortForm(), modelDigest, digest));
        }
    }

    /**
     * The photo's cosine with every row, summed in float64 in the order of the dimensions: the same for a photo in whatever
     * company.
     *
     * @return one per row
     * @throws Failure MODEL_INVALID if the embedding has other dimensions; ENCODER_FAILED if it is not made of numbers
     */
    public double[] cosines(Embedding photo) {
        if (photo.dimensions() != dimensions) {
            throw new Failure(
                    FailureCode.MODEL_INVALID,
                    "an embedding of %d dimensions met a label matrix of %d".formatted(photo.dimensions(), dimensions));
        }
        double[] cosines = new double[rows];
        for (int d = 0; d < dimensions; d++) {
            addScaled(cosines, photo.values()[d], d * rows);
        }
        if (!Double.isFinite(cosines[0])) { // any NaN or infinity of the photo is in every sum
            throw new Failure(FailureCode.ENCODER_FAILED, "the photo's embedding contains NaN or infinity");
        }
        return cosines;
    }

    private void addScaled(double[] sums, double scale, int offset) {
        for (int row = 0; row < sums.length; row++) {
            sums[row] += scale * columns[offset + row];
        }
    }

    private static Stream<String> promptsOf(Taxonomy taxonomy) {
        return taxonomy.facets().stream()
                .flatMap(facet -> Stream.concat(
                        facet.scored().stream().flatMap(tag -> taxonomy.prompts(facet, tag).stream()),
                        taxonomy.background(facet).stream()));
    }
}
