package io.tagstream.clip.archive;

import io.tagstream.clip.checkpoint.CheckpointException;
import io.tagstream.clip.checkpoint.Snapshot;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Names a model by its content: SHA-256 of weights, configuration, preprocessing and tokenizer. Embeddings of equal
 * digests can be compared, others cannot. The precision is not part of it: every model is checked against float32 when
 * it is loaded, so workers on different hardware may fill one catalog.
 */
public final class ModelDigest {

    private ModelDigest() {}

    /** The digest of a snapshot, in hexadecimal. Reads every byte of it. */
    public static String of(Snapshot snapshot) {
        MessageDigest all = sha256();
        snapshot.files().forEach(file -> all.update(of(file)));
        return HexFormat.of().formatHex(all.digest());
    }

    private static byte[] of(Path file) {
        MessageDigest digest = sha256();
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        } catch (IOException e) {
            throw new CheckpointException(file, "cannot be read: " + e, e);
        }
        return digest.digest();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
