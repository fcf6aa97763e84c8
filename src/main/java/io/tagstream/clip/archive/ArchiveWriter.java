package io.tagstream.clip.archive;

import io.tagstream.clip.checkpoint.ClipConfig;
import io.tagstream.clip.checkpoint.Family;
import io.tagstream.clip.checkpoint.Snapshot;
import io.tagstream.clip.checkpoint.Weights;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Writes a snapshot as a TorchScript archive, one tensor after another: a few megabytes of heap whatever the size of the
 * model.
 */
public final class ArchiveWriter implements AutoCloseable {

    /** The format version that libtorch 2.7 writes at most; older ones send operators through upgraders. */
    private static final String TORCHSCRIPT_VERSION = "10\n";

    private final Precision precision;
    private final ByteBuffer buffer;
    private final FileChannel channel;
    private final AlignedZip zip;

    private ArchiveWriter(FileChannel channel, Precision precision) {
        this.precision = precision;
        this.buffer = ByteBuffer.allocateDirect(Floats.PIECE * precision.bytes).order(ByteOrder.LITTLE_ENDIAN);
        this.channel = channel;
        this.zip = new AlignedZip(channel, ClipArchive.FOLDER);
    }

    /** Writes the model to an existing, empty file, which can be run then, but has no {@link SelfCheck} yet. */
    public static ArchiveWriter write(Path file, Snapshot snapshot, String digest, Precision precision)
            throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        ArchiveWriter writer = new ArchiveWriter(channel, precision);
        try (Weights weights = snapshot.openWeights()) {
            writer.write(snapshot, weights, digest);
            return writer;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private void write(Snapshot snapshot, Weights weights, String digest) throws IOException {
        ModulePickle pickle = new ModulePickle(precision, ClipModule.of(snapshot, weights));
        ArchiveDescription description = description(snapshot, weights, digest);
        zip.add("data.pkl", pickle.bytes());
        zip.add("byteorder", utf8("little"));
        zip.add(ClipSource.PATH, utf8(ClipSource.of(snapshot.config().family())));
        zip.add(ClipArchive.DESCRIPTION, ClipArchive.JSON.writeValueAsBytes(description));
        zip.add(ClipArchive.TOKENIZER, snapshot.tokenizer().json());
        List<Attribute.Tensor> tensors = pickle.tensors();
        for (int i = 0; i < tensors.size(); i++) {
            Attribute.Tensor tensor = tensors.get(i);
            zip.add("data/" + i, tensor.count() * precision.bytes, target -> write(tensor, target));
        }
        zip.add("constants.pkl", ModulePickle.EMPTY_TUPLE);
        zip.add("version", utf8(TORCHSCRIPT_VERSION));
        zip.finish();
    }

    private ArchiveDescription description(Snapshot snapshot, Weights weights, String digest) {
        ClipConfig config = snapshot.config();
        boolean biased = weights.has("logit_bias");
        return new ArchiveDescription(
                ArchiveDescription.FORMAT,
                digest,
                config.family(),
                precision,
                config.projection(),
                config.vision().imageSize(),
                config.text().contextLength(),
                config.text().vocabulary(),
                (float) Math.exp(weights.scalar("logit_scale")),
                biased ? weights.scalar("logit_bias") : 0,
                biased || config.family() == Family.SIGLIP,
                snapshot.tokenizer().preparation());
    }

    private void write(Attribute.Tensor tensor, AlignedZip.Target target) throws IOException {
        for (Floats part : tensor.parts()) {
            part.copyTo((values, count) -> write(values, count, target));
        }
    }

    private void write(float[] values, int count, AlignedZip.Target target) throws IOException {
        for (int from = 0; from < count; from += Floats.PIECE) {
            buffer.clear();
            for (int i = from; i < Math.min(count, from + Floats.PIECE); i++) {
                precision.encode(values[i], buffer);
            }
            target.write(buffer.flip());
        }
    }

    /** Completes the archive, and makes sure that all of it is on the disk. */
    public void complete(SelfCheck check) throws IOException {
        zip.add(ClipArchive.CHECK, ClipArchive.JSON.writeValueAsBytes(check));
        zip.finish();
        channel.force(true);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
