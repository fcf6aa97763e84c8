package io.tagstream.album;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagstream.album.Albums.Way;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Clusters of points that were drawn around known places. */
class ClusteringTest {

    private static final int DIMENSIONS = 96;
    private static final int PLACES = 4;

    private final Clustering clustering = new Clustering(new AlbumSettings(1_000, 200));

    @Test
    void densePlacesAreFoundWithoutSayingHowMany() {
        Clustered clustered = clustering.of(points(120, 0.05), AlbumOrder.ANY);

        assertThat(clustered.way()).isEqualTo(Way.DENSITY);
        assertThat(clustered.clusters()).hasSize(PLACES).allSatisfy(cluster -> assertThat(
                        cluster.stream().map(point -> point % PLACES).distinct())
                .hasSize(1));
    }

    @Test
    void whatLiesNowhereIsOutside() {
        float[][] points = points(124, 0.05);
        Random random = new Random(1);
        for (int stray = 120; stray < points.length; stray++) {
            points[stray] = direction(random);
        }

        assertThat(clustering.of(points, AlbumOrder.ANY).outside())
                .hasSizeGreaterThanOrEqualTo(3)
                .isSubsetOf(120, 121, 122, 123);
    }

    @Test
    void morePhotosThanDensityTakesAreCutIntoParts() {
        Clustered clustered =
                clustering.of(points(400, 0.05), new AlbumOrder(OptionalInt.of(PLACES), OptionalInt.empty()));

        assertThat(clustered.way()).isEqualTo(Way.PARTS);
        assertThat(clustered.outside()).isEmpty();
        assertThat(clustered.clusters().stream()
                        .mapToInt(cluster -> cluster.size())
                        .sum())
                .isEqualTo(400);
        assertThat(clustering.of(points(400, 0.05), AlbumOrder.ANY).way()).isEqualTo(Way.PARTS);
    }

    @Test
    void theSameInputHasTheSameClusters() {
        for (AlbumOrder order :
                new AlbumOrder[] {AlbumOrder.ANY, new AlbumOrder(OptionalInt.of(7), OptionalInt.empty())}) {
            assertThat(clustering.of(points(150, 0.2), order)).isEqualTo(clustering.of(points(150, 0.2), order));
        }
    }

    @Test
    void fewPhotosAreNoAlbum() {
        assertThat(clustering.of(points(3, 0.05), AlbumOrder.ANY).outside()).containsExactly(0, 1, 2);
        assertThat(clustering.of(points(1, 0.05), AlbumOrder.ANY).outside()).containsExactly(0);
    }

    @Test
    void theSamePhotoManyTimesIsNoTrouble() {
        float[][] same = new float[50][];
        Arrays.fill(same, points(1, 0)[0]);

        Clustered clustered = clustering.of(same, AlbumOrder.ANY);

        assertThat(clustered.clusters().stream()
                                .mapToInt(cluster -> cluster.size())
                                .sum()
                        + clustered.outside().size())
                .isEqualTo(50);
    }

    @Test
    void ordersThatCannotBeKeptNameTheirField() {
        assertThatThrownBy(() -> new AlbumOrder(OptionalInt.of(1), OptionalInt.empty()))
                .isInstanceOf(NoAlbums.class)
                .hasMessage("k is 1; it has to be from 2 to 200");
        assertThatThrownBy(() -> new AlbumOrder(OptionalInt.of(3), OptionalInt.of(3)))
                .hasMessageStartingWith("min-size is given beside k");
        assertThatThrownBy(() -> clustering.of(points(3, 0.05), new AlbumOrder(OptionalInt.of(3), OptionalInt.empty())))
                .hasMessage("k is 3, and the selection has 3 photos");
        assertThatThrownBy(
                        () -> clustering.of(points(300, 0.05), new AlbumOrder(OptionalInt.empty(), OptionalInt.of(3))))
                .hasMessageStartingWith("min-size is for up to 200 photos");
    }

    /** Around one place after another. */
    private static float[][] points(int count, double spread) {
        Random random = new Random(7);
        float[][] places = new float[PLACES][];
        for (int place = 0; place < PLACES; place++) {
            places[place] = direction(random);
        }
        float[][] points = new float[count][];
        for (int point = 0; point < count; point++) {
            float[] noise = direction(random);
            points[point] = new float[DIMENSIONS];
            for (int d = 0; d < DIMENSIONS; d++) {
                points[point][d] = places[point % PLACES][d] + (float) spread * noise[d];
            }
            scale(points[point]);
        }
        return points;
    }

    private static float[] direction(Random random) {
        float[] direction = new float[DIMENSIONS];
        for (int d = 0; d < DIMENSIONS; d++) {
            direction[d] = (float) random.nextGaussian();
        }
        scale(direction);
        return direction;
    }

    private static void scale(float[] vector) {
        double squares = 0;
        for (float value : vector) {
            squares += (double) value * value;
        }
        for (int d = 0; d < vector.length; d++) {
            vector[d] /= (float) Math.sqrt(squares);
        }
    }
}
