package io.tagstream.album;

import io.tagstream.album.Albums.Way;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.tribuo.Example;
import org.tribuo.MutableDataset;
import org.tribuo.clustering.ClusterID;
import org.tribuo.clustering.ClusteringFactory;
import org.tribuo.clustering.hdbscan.HdbscanModel;
import org.tribuo.clustering.hdbscan.HdbscanTrainer;
import org.tribuo.clustering.kmeans.KMeansModel;
import org.tribuo.clustering.kmeans.KMeansTrainer;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.distance.DistanceType;
import org.tribuo.math.neighbour.NeighboursQueryFactoryType;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/** Tribuo's clustering of embeddings. One thread and a fixed seed, so that the same input has the same clusters. */
final class Clustering {

    /** What photos differ in; more cost time in proportion, and tell little more (docs/adr/0029). */
    static final int DIMENSIONS = 64;

    private static final int THREADS = 1;
    private static final long SEED = 29;
    private static final int ITERATIONS = 50;

    /** Whose distance says how densely a photo lies. */
    private static final int NEIGHBOURS = 5;

    /** What Tribuo's HDBSCAN* labels photos with that are in no cluster. */
    private static final int NOISE = 0;

    private static final int SMALLEST = 5;
    private static final int MOST_PARTS = 50;

    /** Tells at level INFO what is of interest to nobody here; kept, since loggers are forgotten otherwise. */
    private static final Logger TRIBUO = Logger.getLogger("org.tribuo");

    static {
        TRIBUO.setLevel(Level.WARNING);
    }

    private final AlbumSettings settings;

    Clustering(AlbumSettings settings) {
        this.settings = settings;
    }

    /** @param embeddings L2-normalised, [photos][dimensions], in an order that does not depend on chance */
    Clustered of(float[][] embeddings, AlbumOrder order) {
        if (order.count().isPresent() && order.count().getAsInt() >= embeddings.length) {
            throw new NoAlbums(
                    "k",
                    "is %,d, and the selection has %,d photos"
                            .formatted(order.count().getAsInt(), embeddings.length));
        }
        int smallest = order.minSize().orElse(Math.max(SMALLEST, (int) Math.sqrt(embeddings.length) / 4));
        boolean inParts = order.count().isPresent() || embeddings.length > settings.densityPhotos();
        if (inParts && order.minSize().isPresent()) {
            throw new NoAlbums(
                    "min-size",
                    "is for up to %,d photos (tagstream.album.density-photos), and the selection has %,d; say k, or narrow it"
                            .formatted(settings.densityPhotos(), embeddings.length));
        }
        if (!inParts && embeddings.length <= Math.max(smallest, NEIGHBOURS)) {
            return Clustered.of(
                    Way.DENSITY,
                    IntStream.range(0, embeddings.length).map(_ -> -1).toArray());
        }
        MutableDataset<ClusterID> dataset = dataset(new PrincipalAxes(embeddings, DIMENSIONS).coordinates(embeddings));
        return inParts
                ? Clustered.of(Way.PARTS, parts(dataset, order.count().orElse(partsOf(embeddings.length))))
                : Clustered.of(Way.DENSITY, dense(dataset, smallest));
    }

    static int partsOf(int photos) {
        return Math.clamp(Math.round(Math.sqrt(photos / 2.0)), 2, MOST_PARTS);
    }

    private static int[] dense(MutableDataset<ClusterID> dataset, int smallest) {
        HdbscanModel model = new HdbscanTrainer(
                        smallest,
                        DistanceType.L2.getDistance(),
                        NEIGHBOURS,
                        THREADS,
                        NeighboursQueryFactoryType.KD_TREE)
                .train(dataset);
        return model.getClusterLabels().stream()
                .mapToInt(label -> label == NOISE ? -1 : label)
                .toArray();
    }

    private static int[] parts(MutableDataset<ClusterID> dataset, int count) {
        KMeansModel model = new KMeansTrainer(
                        count,
                        ITERATIONS,
                        DistanceType.L2.getDistance(),
                        KMeansTrainer.Initialisation.PLUSPLUS,
                        THREADS,
                        SEED)
                .train(dataset);
        return model.predict(dataset).stream()
                .mapToInt(prediction -> prediction.getOutput().getID())
                .toArray();
    }

    private static MutableDataset<ClusterID> dataset(double[][] points) {
        ClusteringFactory factory = new ClusteringFactory();
        String[] names = IntStream.range(0, points[0].length)
                .mapToObj("axis-%02d"::formatted)
                .toArray(String[]::new);
        List<Example<ClusterID>> examples = Arrays.stream(points)
                .map(point ->
                        (Example<ClusterID>) new ArrayExample<>(ClusteringFactory.UNASSIGNED_CLUSTER_ID, names, point))
                .toList();
        MutableDataset<ClusterID> dataset =
                new MutableDataset<>(new SimpleDataSourceProvenance("embeddings", factory), factory);
        dataset.addAll(examples);
        return dataset;
    }
}
