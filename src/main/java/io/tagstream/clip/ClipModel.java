package io.tagstream.clip;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.tagstream.clip.TorchModule.Input;
import io.tagstream.clip.archive.ArchiveDescription;
import io.tagstream.clip.archive.ClipArchive;
import io.tagstream.clip.archive.Precision;
import io.tagstream.clip.archive.SelfCheck;
import io.tagstream.clip.checkpoint.CheckpointException;
import io.tagstream.clip.text.ClipTokenizer;
import io.tagstream.clip.vision.RgbImage;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A CLIP (Radford et al. 2021, "Learning Transferable Visual Models From Natural Language Supervision"), ready to run.
 *
 * <p>Every method may be called from any number of threads at once, except {@link #close}, which must come after the
 * last call has returned. {@link #preprocess} is meant for many: it runs on the processor, in the calling thread alone.
 * An encoding is spread over the configured threads, and libtorch keeps a team of them for each thread that ever
 * called, so call it from few.
 */
public final class ClipModel implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(ClipModel.class.getName());

    /** Between what the model gives where it runs and what the snapshot gave in float32 at import. */
    public static final double MIN_COSINE = 0.999;

    /** Resizing keeps the whole long side until the crop, so a strip of one pixel's height would take gigabytes. */
    public static final int MAX_ASPECT_RATIO = 100;

    /** Rows of a usual product: the tokens of eight pictures, of sixteen texts. The layout hardly depends on them. */
    private static final long PICTURE_ROWS = 2048;

    private static final long TEXT_ROWS = 256;

    private final ModelId id;
    private final ArchiveDescription description;
    private final TorchModule module;
    private final ClipTokenizer tokenizer;

    private ClipModel(ModelId id, ArchiveDescription description, TorchModule module, ClipTokenizer tokenizer) {
        this.id = id;
        this.description = description;
        this.module = module;
        this.tokenizer = tokenizer;
    }

    /**
     * The devices that a choice means on this machine. Starts libtorch if it has not been.
     *
     * @return one at least
     * @throws DeviceMissingException where one is not there
     */
    public static List<ClipDevice> devices(DeviceChoice choice, int intraOpThreads) {
        return TorchRuntime.devices(TorchRuntime.start(intraOpThreads), choice);
    }

    /**
     * Loads an archive. Starts libtorch if it has not been.
     *
     * @throws CheckpointException where the archive cannot be loaded
     * @throws EngineException where libtorch cannot be started
     */
    public static ClipModel load(ClipArchive archive, ClipOptions options) {
        long start = System.nanoTime();
        ClipModel model = loadUnchecked(archive, options);
        try {
            model.packWeights();
            model.requireSame(archive);
        } catch (RuntimeException e) {
            model.close();
            throw e;
        }
        LOG.log(
                System.Logger.Level.INFO,
                "loaded {0} ({1}) on {2} in {3} ms",
                options.name(),
                archive.description().precision().label(),
                options.device(),
                (System.nanoTime() - start) / 1_000_000);
        return model;
    }

    /** Without a self-check, for whoever computes what it is to give. */
    static ClipModel loadUnchecked(ClipArchive archive, ClipOptions options) {
        Engine engine = TorchRuntime.start(options.intraOpThreads());
        ArchiveDescription description = archive.description();
        ClipTokenizer tokenizer = tokenizer(archive);
        TorchModule module;
        try {
            module = TorchModule.load(engine, archive.file(), TorchRuntime.device(options.device()));
        } catch (RuntimeException e) {
            tokenizer.close();
            throw e;
        }
        return new ClipModel(new ModelId(options.name(), description.digest()), description, module, tokenizer);
    }

    /**
     * In bfloat16 on a processor that multiplies it, a linear map spends a good part of its time on laying out its weights, so
     * that is done once, here. float32 gains nothing: MKL reads weights as they are.
     */
    private void packWeights() {
        boolean pays = description.precision() == Precision.BFLOAT16
                && !device().isGpu()
                && PrecisionChoice.multipliesBfloat16();
        if (pays) {
            Input rows = new Input(new Shape(2), DataType.INT64, to -> to.asLongBuffer()
                    .put(PICTURE_ROWS)
                    .put(TEXT_ROWS));
            module.call("pack", rows, Device.cpu(), NDArray::toLongArray);
        }
    }

    private static ClipTokenizer tokenizer(ClipArchive archive) {
        ArchiveDescription description = archive.description();
        try {
            return new ClipTokenizer(
                    archive.tokenizer(), description.contextLength(), description.vocabulary(), description.text());
        } catch (IllegalArgumentException e) {
            throw new CheckpointException(archive.file(), String.valueOf(e.getMessage()), e);
        }
    }

    /** Whatever rounds differently here, in another precision or on another device, must still point the same way. */
    private void requireSame(ClipArchive archive) {
        double cosine = archive.check().worstCosine(embedSelfCheck());
        LOG.log(
                System.Logger.Level.INFO,
                "self-check of {0} in {1} on {2}: cosine to float32 at least {3}",
                id.name(),
                description.precision().label(),
                device(),
                cosine);
        if (cosine < MIN_COSINE) {
            throw new CheckpointException(
                    archive.file(),
                    "fails its self-check: in %s on %s, the cosine to what was computed in float32 is only %.6f, where %s is needed"
                            .formatted(description.precision().label(), device(), cosine, MIN_COSINE));
        }
    }

    SelfCheck embedSelfCheck() {
        return new SelfCheck(values(embedImages(SelfCheck.pictures(imageSize()))), values(embedTexts(SelfCheck.TEXTS)));
    }

    private static List<float[]> values(List<Embedding> embeddings) {
        return embeddings.stream().map(Embedding::values).toList();
    }

    /**
     * Bicubic with antialiasing to the model's shortest edge, then the square in the middle: the picture as {@link
     * #embedImages} takes it, within 1 of 255 of Pillow's.
     *
     * @return uint8, 3 × {@link #imageSize} × {@link #imageSize}, red plane first
     * @throws IllegalArgumentException where one side is more than {@link #MAX_ASPECT_RATIO} times the other
     */
    public byte[] preprocess(RgbImage image) {
        long shorter = Math.min(image.width(), image.height());
        if (Math.max(image.width(), image.height()) > shorter * MAX_ASPECT_RATIO) {
            throw new IllegalArgumentException("a picture of %d × %d pixels is more than %d times as long as wide"
                    .formatted(image.width(), image.height(), MAX_ASPECT_RATIO));
        }
        Shape shape = new Shape(image.height(), image.width(), 3);
        return module.call(
                "preprocess",
                new Input(shape, DataType.UINT8, to -> to.put(image.pixels())),
                Device.cpu(),
                NDArray::toByteArray);
    }

    /**
     * The embeddings of pictures, in their order, in one forward pass.
     *
     * @param pixels each as {@link #preprocess} gives it
     */
    public List<Embedding> embedImages(List<byte[]> pixels) {
        for (byte[] picture : pixels) {
            if (picture.length != pixelBytes()) {
                throw new IllegalArgumentException(
                        "a picture of %d bytes, not %d".formatted(picture.length, pixelBytes()));
            }
        }
        Shape shape = new Shape(pixels.size(), 3, imageSize(), imageSize());
        return embed("encode_image", new Input(shape, DataType.UINT8, to -> pixels.forEach(to::put)));
    }

    /** The embeddings of texts, in their order, in one forward pass. A text is cut to the model's context length. */
    public List<Embedding> embedTexts(List<String> texts) {
        long[][] rows = tokenizer.batch(texts);
        Shape shape = new Shape(rows.length, rows.length == 0 ? 0 : rows[0].length);
        return embed("encode_text", new Input(shape, DataType.INT64, to -> {
            LongBuffer ids = to.asLongBuffer();
            for (long[] row : rows) {
                ids.put(row);
            }
        }));
    }

    private List<Embedding> embed(String method, Input batch) {
        if (batch.shape().get(0) == 0) {
            return List.of();
        }
        float[] values = module.call(method, batch, module.device(), NDArray::toFloatArray);
        List<Embedding> embeddings = new ArrayList<>();
        for (int from = 0; from < values.length; from += dimensions()) {
            embeddings.add(new Embedding(Arrays.copyOfRange(values, from, from + dimensions())));
        }
        return embeddings;
    }

    /** The ids that a text becomes, start and end tokens included, cut to the model's context length. */
    public long[] tokens(String text) {
        return tokenizer.ids(text);
    }

    /** How many ids a text would have if it were not cut, start and end tokens included. */
    public int textLength(String text) {
        return tokenizer.length(text);
    }

    /** The most ids of a text that the model reads. */
    public int contextLength() {
        return tokenizer.contextLength();
    }

    /** From cosines to logits and probabilities. */
    public LogitHead head() {
        return new LogitHead(
                description.logitScale(),
                description.logitBias(),
                description.sigmoid() ? LogitHead.Kind.SIGMOID : LogitHead.Kind.SOFTMAX);
    }

    /** Dimensions of the joint space. */
    public int dimensions() {
        return description.dimensions();
    }

    /** Pixels on each side of the square that the model looks at. */
    public int imageSize() {
        return description.imageSize();
    }

    /** What holds the weights, and does everything but {@link #preprocess}. */
    public ClipDevice device() {
        return TorchRuntime.device(module.device());
    }

    /** Gives back what libtorch keeps of a GPU's memory for later; for after it has run out. */
    public void releaseMemory() {
        module.releaseMemory();
    }

    public ModelId id() {
        return id;
    }

    public String name() {
        return id.name();
    }

    public String digest() {
        return id.digest();
    }

    private int pixelBytes() {
        return 3 * imageSize() * imageSize();
    }

    @Override
    public void close() {
        module.close();
        tokenizer.close();
    }
}
