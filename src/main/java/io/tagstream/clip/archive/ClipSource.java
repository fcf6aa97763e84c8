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

    private static final boolean IS_X86 = System.getProperty("os.arch").equals("amd64");

    private static final String REORDER = "ops.mkldnn._reorder_linear_weight(weight, rows)";

    private static final String FUSED = "ops.mkldnn._linear_pointwise(x, weight, bias, activation, "
            + "annotate(List[Optional[number]], []), algorithm)";

    private static final String FUSED_SUM = "ops.mkldnn._linear_pointwise(h, x, weight, bias, \"add\")";

    private ClipSource() {}

    /**
     * For this kind of machine: only libtorch for x86-64 has oneDNN's operators, and source that names an operator which is not
     * there is not loaded at all. Where they are missing, nothing may ask for packed weights.
     */
    static String of(Family family) {
        return of(family, IS_X86);
    }

    static String of(Family family, boolean oneDnn) {
        try (InputStream in = Objects.requireNonNull(ClipSource.class.getResourceAsStream("clip.py"), "clip.py")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("{VISION}", visionClass(family))
                    .replace("{TEXT}", textClass(family))
                    .replace("{REORDER}", oneDnn ? REORDER : "weight")
                    .replace("{FUSED}", oneDnn ? FUSED : "x")
                    .replace("{FUSED_SUM}", oneDnn ? FUSED_SUM : "x");
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
