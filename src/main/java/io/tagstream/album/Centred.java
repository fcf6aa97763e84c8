package io.tagstream.album;

import java.util.Comparator;
import java.util.List;

/**
 * Photos of an album, the nearest to its centre first.
 *
 * @param density mean cosine with the centre
 */
record Centred(List<SelectedPhoto> photos, double density) {

    private record Near(SelectedPhoto photo, double cosine) {}

    static Centred of(List<SelectedPhoto> photos) {
        double[] centre = centre(photos);
        List<Near> near = photos.stream()
                .map(photo -> new Near(photo, cosine(photo.embedding().values(), centre)))
                .sorted(Comparator.comparingDouble(Near::cosine).reversed().thenComparing(one -> one.photo()
                        .id()))
                .toList();
        return new Centred(
                near.stream().map(Near::photo).toList(),
                near.stream().mapToDouble(Near::cosine).average().orElse(1));
    }

    /** Their mean, scaled to length 1. */
    private static double[] centre(List<SelectedPhoto> photos) {
        double[] sum = new double[photos.getFirst().embedding().dimensions()];
        for (SelectedPhoto photo : photos) {
            float[] embedding = photo.embedding().values();
            for (int d = 0; d < sum.length; d++) {
                sum[d] += embedding[d];
            }
        }
        double squares = 0;
        for (double value : sum) {
            squares += value * value;
        }
        double length = Math.sqrt(squares);
        for (int d = 0; d < sum.length; d++) {
            sum[d] = length == 0 ? 0 : sum[d] / length;
        }
        return sum;
    }

    private static double cosine(float[] embedding, double[] centre) {
        double sum = 0;
        for (int d = 0; d < centre.length; d++) {
            sum += embedding[d] * centre[d];
        }
        return sum;
    }
}
