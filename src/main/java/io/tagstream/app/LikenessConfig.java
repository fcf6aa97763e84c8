package io.tagstream.app;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.tagstream.likeness.LikenessSettings;
import io.tagstream.likeness.Thresholds;
import java.time.Duration;

/** How photos that show the same are found; the thresholds are justified in docs/likenesses.md. */
@ConfigMapping(prefix = "tagstream.likeness")
public interface LikenessConfig {

    /** Whether this worker looks for likenesses; of all workers, one does. */
    @WithDefault("true")
    boolean enabled();

    /** Bits in which the perceptual hashes of the same picture differ at most. */
    @WithDefault("8")
    int sameHash();

    /** Levels of 255 in which cells of the mosaics of the same picture differ at most. */
    @WithDefault("10")
    double sameCells();

    /** The least cosine of the same picture. */
    @WithDefault("0.90")
    double sameCosine();

    /** Bits in which the hashes of near-duplicates differ at most. */
    @WithDefault("12")
    int nearHash();

    /** The least cosine of near-duplicates. */
    @WithDefault("0.90")
    double nearCosine();

    /** Between two photos of one camera, up to which they may be of one burst. */
    @WithDefault("3s")
    Duration burst();

    /** Bits in which the hashes of photos of one burst differ at most. */
    @WithDefault("24")
    int burstHash();

    /** The least cosine of photos of one burst. */
    @WithDefault("0.85")
    double burstCosine();

    /** Perceptual hashes in the leader's memory, 16 bytes each. Beyond that, the oldest photos are found by their embeddings alone. */
    @WithDefault("2000000")
    int hashes();

    /** Photos of a near hash that are compared with each photo. */
    @WithDefault("32")
    int candidates();

    /** Photos of a near embedding that are compared with each photo; 0 asks for none. */
    @WithDefault("16")
    int neighbours();

    /** How often is looked whether there are new photos. */
    @WithDefault("2s")
    Duration pollInterval();

    default LikenessSettings settings() {
        Thresholds thresholds = new Thresholds(
                sameHash(),
                sameCells(),
                sameCosine(),
                nearHash(),
                nearCosine(),
                burst().toMillis() / 1_000.0,
                burstHash(),
                burstCosine());
        return new LikenessSettings(enabled(), thresholds, hashes(), candidates(), neighbours(), pollInterval());
    }
}
