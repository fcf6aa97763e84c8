package io.tagstream.app;

import io.tagstream.clip.ArchiveImporter;
import io.tagstream.clip.ClipDevice;
import io.tagstream.clip.ClipModel;
import io.tagstream.clip.ClipOptions;
import io.tagstream.clip.archive.ClipArchive;
import io.tagstream.clip.archive.Precision;
import io.tagstream.decode.DecodeLimits;
import io.tagstream.decode.Decoder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * The demo model with a line more in its TorchScript: a pass with one certain photo raises, within libtorch, the error that CUDA
 * gives where a kernel reads beyond its memory. So all that the worker does about it can be seen without a GPU to break.
 */
final class DeadlyModel {

    static final String ERROR = "CUDA error: an illegal memory access was encountered";

    private static final String BEFORE =
            "    x = __torch__.clip.patches(pixels, self.patch, self.patch_weight, self.patch_bias)\n";

    private DeadlyModel() {}

    /** Puts it where a worker with this cache finds it and takes it for the demo model's archive. */
    static void putInto(Path cache, Path deadlyPhoto) throws IOException {
        ClipArchive archive = new ArchiveImporter(cache)
                .importSnapshot(LocalTagstream.DEMO_MODEL.resolve("snapshot"), Precision.FLOAT32);
        long sum = sum(archive, deadlyPhoto);
        Path edited = Files.createTempFile(cache, "edited", ".part");
        try (ZipFile from = new ZipFile(archive.file().toFile());
                OutputStream file = Files.newOutputStream(edited);
                ZipOutputStream to = new ZipOutputStream(file)) {
            for (ZipEntry entry : from.stream().toList()) {
                byte[] content = from.getInputStream(entry).readAllBytes();
                store(to, entry.getName(), entry.getName().endsWith("clip.py") ? deadly(content, sum) : content);
            }
        }
        Files.move(edited, archive.file(), StandardCopyOption.REPLACE_EXISTING);
    }

    private static byte[] deadly(byte[] source, long sum) {
        String code = new String(source, StandardCharsets.UTF_8);
        if (!code.contains(BEFORE)) {
            throw new IllegalStateException("encode_image does not begin with:\n" + BEFORE);
        }
        String raise = """
                    if bool(torch.any(torch.eq(torch.sum(torch.to(pixels, 4), [1, 2, 3], False), %d))):
                      ops.prim.RaiseException("%s", None)
                """.formatted(sum, ERROR);
        return code.replace(BEFORE, raise + BEFORE).getBytes(StandardCharsets.UTF_8);
    }

    /** What tells the photo from others: the sum of its prepared pixels. */
    private static long sum(ClipArchive archive, Path photo) throws IOException {
        try (ClipModel model = ClipModel.load(archive, new ClipOptions("demo", ClipDevice.CPU, 1))) {
            Decoder decoder = new Decoder(DecodeLimits.DEFAULTS, model.imageSize());
            byte[] pixels =
                    model.preprocess(decoder.decode(Files.readAllBytes(photo)).image());
            long sum = 0;
            for (byte value : pixels) {
                sum += Byte.toUnsignedInt(value);
            }
            return sum;
        }
    }

    private static void store(ZipOutputStream to, String name, byte[] content) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(content);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(crc.getValue());
        to.putNextEntry(entry);
        to.write(content);
        to.closeEntry();
    }
}
