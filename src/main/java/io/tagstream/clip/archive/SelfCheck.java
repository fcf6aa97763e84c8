package io.tagstream.clip.archive;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Embeddings of fixed inputs as the snapshot gives them in float32, kept in the archive: whoever loads it, in whatever
 * precision and on whatever device, can see whether it computes the same.
 *
 * @param pictures of {@link #pictures}, in their order, each of length 1
 * @param texts of {@link #TEXTS}, in their order, each of length 1
 */
@SuppressWarnings("ArrayRecordComponent")
public record SelfCheck(List<float[]> pictures, List<float[]> texts) {

    /** The inputs. */
    public static final List<String> TEXTS = List.of("a photo of a cat", "three red kites above a harbour at dusk");

    /** A smooth picture and a rough one: uint8, 3 × size × size, red plane first. */
    public static List<byte[]> pictures(int size) {
        return List.of(waves(size), blocks(size));
    }

    private static byte[] waves(int size) {
        byte[] planes = new byte[3 * size * size];
        for (int channel = 0; channel < 3; channel++) {
            for (int y = 0; y < size; y++) {
                for (int x = 0; x < size; x++) {
                    double wave = Math.sin(2 * Math.PI * (channel + 1) * (x + channel * y) / size);
                    planes[(channel * size + y) * size + x] = (byte) Math.round(127.5 + 100 * wave);
                }
            }
        }
        return planes;
    }

    /** Sixteen random blocks to a side. */
    private static byte[] blocks(int size) {
        int side = Math.max(1, size / 16);
        byte[] planes = new byte[3 * size * size];
        for (int i = 0; i < planes.length; i++) {
            long block = (i / (size * size) * 64L + i / size % size / side) * 64 + i % size / side;
            planes[i] = (byte) new SplittableRandom(block).nextInt(256);
        }
        return planes;
    }

    /** The smallest cosine between these embeddings and those of the same inputs, computed elsewhere. */
    public double worstCosine(SelfCheck other) {
        List<float[]> ours = joined();
        List<float[]> theirs = other.joined();
        double worst = 1;
        for (int i = 0; i < ours.size(); i++) {
            worst = Math.min(worst, cosine(ours.get(i), theirs.get(i)));
        }
        return worst;
    }

    private List<float[]> joined() {
        List<float[]> all = new ArrayList<>(pictures);
        all.addAll(texts);
        return all;
    }

    /** Of vectors that need not be of length 1; −1 for what is no number, which a comparison would let pass. */
    private static double cosine(float[] a, float[] b) {
        double dot = 0;
        double squaresOfA = 0;
        double squaresOfB = 0;
        for (int i = 0; i < a.length; i++) {
            dot += (double) a[i] * b[i];
            squaresOfA += (double) a[i] * a[i];
            squaresOfB += (double) b[i] * b[i];
        }
        double cosine = dot / Math.sqrt(squaresOfA * squaresOfB);
        return Double.isNaN(cosine) ? -1 : cosine;
    }
}
