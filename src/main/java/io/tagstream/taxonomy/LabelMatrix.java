package io.tagstream.taxonomy;

import io.tagstream.clip.Embedding;
import io.tagstream.failure.Failure;
import io.tagstream.failure.FailureCode;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A taxonomy as one model sees it: a row per tag, negative prompt and background prompt ({@link LabelBlock}), each L2-normalised,
 * so that a product with a photo's embedding is all cosines at once. A tag's row is the mean of its prompts' normalised embeddings,
 * normalised again (Radford et al. 2021, section 3.1.4); averaging in embedding space costs the same as one prompt once it is
 * compiled.
 *
 * <p>Immutable, made for one model and one taxonomy version, and useless for others. Text towers differ in the last bits from
 * device to device, so it is compiled once, kept as its {@link #rows}, and made from them ({@link #of}) wherever it is used.
 */
public final class LabelMatrix {

    /** Enough to keep a text tower busy; a batch of 77-token prompts of ViT-L/14 stays below 200 MB of activations. */
    public static final int PROMPTS_PER_BATCH = 64;

    private final Taxonomy taxonomy;
    private final TaxonomyVersion version;
    private final String modelDigest;
    private final List<LabelBlock> blocks;
    private final int rowCount;
    private final int dimensions;

    /** float32, [rowCount][dimensions]. */
    private final float[] rows;

    private LabelMatrix(Taxonomy taxonomy, String modelDigest, List<LabelBlock> blocks, float[] rows) {
        if (modelDigest.isBlank()) {
            throw new IllegalArgumentException("a label matrix belongs to a model; its digest is blank");
        }
        this.taxonomy = taxonomy;
        this.version = TaxonomyVersion.of(taxonomy);
        this.modelDigest = modelDigest;
        this.blocks = blocks;
        this.rowCount = blocks.getLast().endRow();
        this.dimensions = rows.length / rowCount;
        this.rows = rows;
    }

    /**
     * Encodes every distinct prompt once.
     *
     * @param modelDigest names the model whose text tower the encoder is
     * @throws Failure MODEL_INVALID if what the encoder returns cannot be embeddings of the prompts
     */
    public static LabelMatrix compile(Taxonomy taxonomy, String modelDigest, TextEncoder encoder) {
        List<LabelBlock> blocks = LabelBlock.of(taxonomy);
        List<List<String>> prompts =
                blocks.stream().flatMap(block -> promptsOf(taxonomy, block)).toList();
        PromptEmbeddings embeddings = PromptEmbeddings.of(prompts.stream().flatMap(List::stream), encoder);
        int dimensions = embeddings.dimensions();
        float[] rows = new float[Math.multiplyExact(prompts.size(), dimensions)];
        for (int row = 0; row < prompts.size(); row++) {
            System.arraycopy(embeddings.label(prompts.get(row)), 0, rows, row * dimensions, dimensions);
        }
        return new LabelMatrix(taxonomy, modelDigest, blocks, rows);
    }

    /**
     * A matrix that was compiled before, bit for bit.
     *
     * @param rows what {@link #rows} gave; not copied
     * @throws Failure MODEL_INVALID if they cannot be rows of this taxonomy
     */
    public static LabelMatrix of(Taxonomy taxonomy, String modelDigest, float[] rows) {
        List<LabelBlock> blocks = LabelBlock.of(taxonomy);
        int rowCount = blocks.getLast().endRow();
        if (rows.length == 0 || rows.length % rowCount != 0) {
            throw new Failure(
                    FailureCode.MODEL_INVALID,
                    "%d numbers are no label matrix of %d rows".formatted(rows.length, rowCount));
        }
        for (float value : rows) {
            if (!Float.isFinite(value)) {
                throw new Failure(FailureCode.MODEL_INVALID, "the label matrix contains " + value);
            }
        }
        return new LabelMatrix(taxonomy, modelDigest, blocks, rows);
    }

    /** What the rows stand for, prompts and all. */
    public Taxonomy taxonomy() {
        return taxonomy;
    }

    public TaxonomyVersion version() {
        return version;
    }

    /** Digest of the model that the rows were made by. */
    public String modelDigest() {
        return modelDigest;
    }

    /** In the order of the facets; together they are all rows. */
    public List<LabelBlock> blocks() {
        return blocks;
    }

    public int rowCount() {
        return rowCount;
    }

    public int dimensions() {
        return dimensions;
    }

    /** float32, [{@link #rowCount}][{@link #dimensions}], copied. */
    public float[] rows() {
        return rows.clone();
    }

    /** A tag's or prompt's embedding, copied. */
    public Embedding row(int row) {
        return new Embedding(Arrays.copyOfRange(rows, row * dimensions, (row + 1) * dimensions));
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

    /** For each row of the block, the prompts whose mean it is. */
    private static Stream<List<String>> promptsOf(Taxonomy taxonomy, LabelBlock block) {
        Stream<List<String>> tags = block.tags().stream().map(tag -> taxonomy.prompts(block.facet(), tag));
        Stream<List<String>> whole = Stream.concat(
                        block.tags().stream().flatMap(tag -> tag.negatives().stream()), block.background().stream())
                .map(List::of);
        return Stream.concat(tags, whole);
    }
}
