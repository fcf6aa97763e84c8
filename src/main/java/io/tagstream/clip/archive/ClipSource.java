package io.tagstream.clip.archive;

import io.tagstream.clip.checkpoint.Family;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * The TorchScript source of an archive: {@code clip.py} beside this class, with the vision and text class of the family
 * filled in.
 */
final class ClipSource {

    /** The Python module of the classes. */
    static final String MODULE = "__torch__.clip";

    /** Where an archive has it. */
    static final String PATH = "code/__torch__/clip.py";

    private ClipSource() {}

    static String of(Family family) {
        try (InputStream in = Objects.requireNonNull(ClipSource.class.getResourceAsStream("clip.py"), "clip.py")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("{VISION}", visionClass(family))
                    .replace("{TEXT}", textClass(family));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String visionClass(Family family) {
        return switch (family) {
            case CLIP -> "ClassTokenVision";
            case SIGLIP -> "AttentionPooledVision";
        };
    }

    static String textClass(Family family) {
        return switch (family) {
            case CLIP -> "EndTokenText";
            case SIGLIP -> "LastTokenText";
        };
    }
}
