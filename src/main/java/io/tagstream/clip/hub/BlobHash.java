package io.tagstream.clip.hub;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The hash that the hub names a content by: SHA-256 of a large file, and of any other the SHA-1 of git's blob. */
final class BlobHash {

    private static final int SHA256_DIGITS = 64;

    private BlobHash() {}

    /**
     * Reads what is on disk, not what came over the wire.
     *
     * @param etag tells by its length which hash it is
     */
    static String of(Path content, String etag) throws IOException {
        MessageDigest digest = etag.length() == SHA256_DIGITS ? digest("SHA-256") : gitBlob(Files.size(content));
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(content)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest gitBlob(long size) {
        MessageDigest digest = digest("SHA-1");
        digest.update("blob %d\0".formatted(size).getBytes(StandardCharsets.US_ASCII));
        return digest;
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }
}
