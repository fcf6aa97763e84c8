package io.tagstream.local;

import io.tagstream.catalog.EmbeddingForm;
import io.tagstream.clip.Embedding;
import io.tagstream.local.ClusteredEmbeddings.Block;
import io.tagstream.search.Condition;
import io.tagstream.search.NearestPhotos;
import io.tagstream.search.NearestPhotos.Answer;
import io.tagstream.search.NearestPhotos.Hit;
import io.tagstream.search.NearestPhotos.Question;
import io.tagstream.tagging.Products;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/** Questions to a {@link SearchGround}, half by photos that are not in it and half by texts, and what is right, found by comparing all. */
final class SearchQuestions {

    /** Hits of a page, all of which count. */
    static final int HITS = 10;

    /** What rounding may exchange. */
    private static final double SAME = 1e-6;

    /** Which photos are asked for. */
    @SuppressWarnings("ImmutableEnumChecker") // conditions are values, of values
    enum Which {
        ALL("no filter", Condition.NONE),
        OWNER_TENTH("owner, 10 %", owner(SearchGround.TENTH)),
        OWNER_HUNDREDTH("owner, 1 %", owner(SearchGround.HUNDREDTH)),
        TAG_TENTH("tag, 10 %", tag(SearchGround.TAG_OF_TENTH)),
        TAG_HUNDREDTH("tag, 1 %", tag(SearchGround.TAG_OF_HUNDREDTH));

        private final String label;
        private final Condition condition;

        Which(String label, Condition condition) {
            this.label = label;
            this.condition = condition;
        }

        String label() {
            return label;
        }

        Condition condition() {
            return condition;
        }

        private static Condition owner(String owner) {
            return new Condition("p.owner = ?", List.of(owner));
        }

        private static Condition tag(int tag) {
            return new Condition(
                    "exists (select from photo_tags t where t.release_no = 1 and t.photo_no = p.photo_no and t.tag_no = ?)",
                    List.of(tag));
        }

        private boolean holds(long photo, int cluster) {
            return switch (this) {
                case ALL -> true;
                case OWNER_TENTH -> SearchGround.owner(photo).equals(SearchGround.TENTH);
                case OWNER_HUNDREDTH -> SearchGround.owner(photo).equals(SearchGround.HUNDREDTH);
                case TAG_TENTH -> SearchGround.tag(cluster) == SearchGround.TAG_OF_TENTH;
                case TAG_HUNDREDTH -> SearchGround.tag(cluster) == SearchGround.TAG_OF_HUNDREDTH;
            };
        }
    }

    /** How well some questions were answered; times in milliseconds, sorted. */
    @SuppressWarnings("ArrayRecordComponent")
    record Result(double recall, double[] times, long byIndex, long incomplete) {

        double percentile(int percent) {
            return times[(int) Math.round((times.length - 1) * percent / 100.0)];
        }
    }

    private final ClusteredEmbeddings made;
    private final EmbeddingForm form;
    private final float[] points;
    private final int count;

    /** Cosines of the right hits, the worst first, by question. */
    private final Map<Which, List<double[]>> right = new EnumMap<>(Which.class);

    private final Map<Which, Double> shares = new EnumMap<>(Which.class);

    /** @param count of questions by photos, and of questions by texts */
    SearchQuestions(ClusteredEmbeddings made, EmbeddingForm form, int count) {
        this.made = made;
        this.form = form;
        this.count = count;
        this.points = Arrays.copyOf(
                asStored(made.block(-1).values(), count * made.dimensions()), 2 * count * made.dimensions());
        System.arraycopy(
                asStored(made.texts(count), count * made.dimensions()),
                0,
                points,
                count * made.dimensions(),
                count * made.dimensions());
    }

    private float[] asStored(float[] values, int length) {
        return form.asStored(new Embedding(Arrays.copyOf(values, length))).values();
    }

    /** Finds out what is right, among the first so many photos, by making them all once more. */
    void compareAll(int photos) {
        Products products = new Products(points, made.dimensions());
        Map<Which, List<PriorityQueue<Double>>> best = new EnumMap<>(Which.class);
        Map<Which, Long> fulfil = new EnumMap<>(Which.class);
        for (Which which : Which.values()) {
            best.put(
                    which,
                    IntStream.range(0, 2 * count)
                            .mapToObj(i -> new PriorityQueue<Double>())
                            .toList());
        }
        for (int number = 0; number * ClusteredEmbeddings.BLOCK < photos; number++) {
            Block block = made.block(number);
            float[][] cosines =
                    products.of(asStored(block.values(), block.values().length), 0, ClusteredEmbeddings.BLOCK);
            for (int row = 0; row < cosines.length; row++) {
                long photo = (long) number * ClusteredEmbeddings.BLOCK + row + 1;
                for (Which which : Which.values()) {
                    if (which.holds(photo, block.clusters()[row])) {
                        fulfil.merge(which, 1L, Long::sum);
                        offer(cosines[row], best.getOrDefault(which, List.of()));
                    }
                }
            }
        }
        best.forEach((which, queues) -> right.put(
                which,
                queues.stream()
                        .map(queue -> queue.stream()
                                .mapToDouble(cosine -> cosine)
                                .sorted()
                                .toArray())
                        .toList()));
        fulfil.forEach((which, holds) -> shares.put(which, (double) holds / photos));
    }

    private static void offer(float[] cosines, List<PriorityQueue<Double>> queues) {
        for (int question = 0; question < cosines.length; question++) {
            PriorityQueue<Double> queue = queues.get(question);
            if (queue.size() < HITS) {
                queue.add((double) cosines[question]);
            } else if (cosines[question] > queue.element()) {
                queue.remove();
                queue.add((double) cosines[question]);
            }
        }
    }

    /** What part of the photos is asked for. */
    double share(Which which) {
        return shares.getOrDefault(which, 0.0);
    }

    Result byPhotos(NearestPhotos search, Which which) {
        return ask(search, which, 0);
    }

    Result byTexts(NearestPhotos search, Which which) {
        return ask(search, which, count);
    }

    private Result ask(NearestPhotos search, Which which, int first) {
        List<Double> recalls = new ArrayList<>();
        double[] times = new double[count];
        long byIndex = 0;
        long incomplete = 0;
        for (int i = 0; i < count; i++) {
            Question question =
                    new Question(point(first + i), SearchGround.MODEL, which.condition(), HITS, Optional.empty(), -1);
            long start = System.nanoTime();
            Answer answer = search.nearest(question);
            times[i] = (System.nanoTime() - start) / 1e6;
            byIndex += answer.way() == NearestPhotos.Way.INDEX ? 1 : 0;
            incomplete += answer.complete() ? 0 : 1;
            recalls.add(
                    recall(answer.hits(), right.getOrDefault(which, List.of()).get(first + i)));
        }
        Arrays.sort(times);
        return new Result(
                recalls.stream().mapToDouble(recall -> recall).average().orElse(0), times, byIndex, incomplete);
    }

    Embedding point(int question) {
        return new Embedding(
                Arrays.copyOfRange(points, question * made.dimensions(), (question + 1) * made.dimensions()));
    }

    /** The part of the right ones that was found; what is as near as the last of these is as right. */
    private static double recall(List<Hit> hits, double[] right) {
        long found =
                hits.stream().filter(hit -> hit.cosine() >= right[0] - SAME).count();
        return right.length == 0 ? 1 : (double) Math.min(found, right.length) / right.length;
    }
}
