package io.tagstream.search;

import io.tagstream.catalog.LoadedRelease;
import io.tagstream.catalog.Transactions;
import io.tagstream.clip.Embedding;
import io.tagstream.taxonomy.LabelBlock;
import io.tagstream.taxonomy.LabelMatrix;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import javax.sql.DataSource;

/**
 * Photos of the catalog that stand for all of them: the same ones for everybody, as long as nothing is added. What is relevant is measured
 * against them.
 */
record Sample(List<Embedding> photos) {

    /** With so many, a median of pairs is good to a hundredth. */
    static final int SIZE = 256;

    /** The photo at or after each of some places in the order of embeddings, each looked up in the index. */
    private static final String SELECT = """
            select distinct on (found.embedding_no) found.embedding::float4[]
            from (select min(embedding_no) as first, max(embedding_no) as last from embeddings where model_no = ?) as range,
                 unnest(?::float8[]) as place (share),
                 lateral (select e.embedding_no, e.embedding from embeddings e
                          where e.model_no = ? and e.embedding_no >= range.first + floor(place.share * (range.last - range.first + 1))
                          order by e.embedding_no limit 1) as found
            """;

    private static final long SEED = 6;

    Sample {
        photos = List.copyOf(photos);
    }

    static Sample read(DataSource dataSource, int model) {
        return Transactions.ask(dataSource, connection -> read(connection, model));
    }

    private static Sample read(Connection connection, int model) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SELECT)) {
            Object[] shares = new Random(SEED).doubles(SIZE).boxed().toArray();
            statement.setInt(1, model);
            statement.setArray(2, connection.createArrayOf("float8", shares));
            statement.setInt(3, model);
            List<Embedding> photos = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    photos.add(embedding((Float[]) row.getArray(1).getArray()));
                }
            }
            return new Sample(photos);
        }
    }

    private static Embedding embedding(Float[] boxed) {
        float[] values = new float[boxed.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = boxed[i];
        }
        return new Embedding(values);
    }

    /** Cosines of all pairs. */
    double[] pairs() {
        double[] cosines = new double[photos.size() * (photos.size() - 1) / 2];
        int next = 0;
        for (int i = 0; i < photos.size(); i++) {
            for (int j = 0; j < i; j++) {
                cosines[next++] = photos.get(i).cosine(photos.get(j));
            }
        }
        return cosines;
    }

    /**
     * What a text has to beat: the log of the mean e^logit over the taxonomy's background prompts, in the middle of the photos. It is nearly
     * the same for all photos, and taking it as the same makes relevance follow the cosine.
     */
    double background(LoadedRelease release) {
        List<Embedding> prompts = prompts(release.tagger().labels());
        double scale = release.tagger().logitScale();
        double[] logits = photos.stream()
                .mapToDouble(photo -> logMeanExp(prompts.stream()
                        .mapToDouble(prompt -> scale * prompt.cosine(photo))
                        .toArray()))
                .toArray();
        return Relevance.median(logits, 0);
    }

    /** Each of them once, however many facets have it. */
    private static List<Embedding> prompts(LabelMatrix labels) {
        Map<String, Embedding> prompts = new TreeMap<>();
        for (LabelBlock block : labels.blocks()) {
            for (int i = 0; i < block.background().size(); i++) {
                prompts.putIfAbsent(
                        block.background().get(i),
                        labels.row(block.backgroundRows().first() + i));
            }
        }
        return List.copyOf(prompts.values());
    }

    private static double logMeanExp(double[] logits) {
        double greatest = Arrays.stream(logits).max().orElse(0);
        double sum = 0;
        for (double logit : logits) {
            sum += Math.exp(logit - greatest);
        }
        return greatest + Math.log(sum / logits.length);
    }
}
