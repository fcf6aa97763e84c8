package io.tagstream.clip.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes a module as a TorchScript archive, one tensor after another. */
final class ArchiveWriter {

    /** The format version that libtorch 2.7 writes at most; older ones send operators through upgraders. */
    private static final String TORCHSCRIPT_VERSION = "10\n";

    private final Precision precision;
    private final ByteBuffer buffer;

    ArchiveWriter(Precision precision) {
        this.precision = precision;
        this.buffer = ByteBuffer.allocateDirect(Floats.PIECE * precision.bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    void write(FileChannel channel, Attribute.Module module, ArchiveDescription description, byte[] tokenizer)
            throws IOException {
        AlignedZip zip = new AlignedZip(channel, ClipArchive.FOLDER);
        ModulePickle pickle = new ModulePickle(precision, module);
        zip.add("data.pkl", pickle.bytes());
        zip.add("byteorder", utf8("little"));
        zip.add(ClipSource.PATH, utf8(ClipSource.CODE));
        zip.add(ClipArchive.DESCRIPTION, ClipArchive.JSON.writeValueAsBytes(description));
        zip.add(ClipArchive.TOKENIZER, tokenizer);
        List<Attribute.Tensor> tensors = pickle.tensors();
        for (int i = 0; i < tensors.size(); i++) {
            Attribute.Tensor tensor = tensors.get(i);
            zip.add("data/" + i, tensor.count() * precision.bytes, target -> write(tensor, target));
        }
        zip.add("constants.pkl", ModulePickle.EMPTY_TUPLE);
        zip.add("version", utf8(TORCHSCRIPT_VERSION));
        zip.finish();
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

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
