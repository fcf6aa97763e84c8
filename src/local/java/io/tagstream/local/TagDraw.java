package io.tagstream.local;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Tags of photos that nobody took: few tags are on many photos and most are on few, and photos are about something, so that some tags go
 * together more often than by chance. The same seed draws the same.
 */
final class TagDraw {

    private static final int TOPICS = 60;
    private static final int TAGS_OF_TOPIC = 25;

    /** How much of a photo is about its topic. */
    private static final double OF_TOPIC = 0.6;

    /** The most frequent tag is drawn so much more often than the 100th: Zipf's law with its head rounded off. */
    private static final double HEAD = 12;

    private static final double UNTAGGED = 0.03;
    private static final int MOST = 11;

    private final Random random;
    private final int[] tags;
    private final double[] cumulated;
    private final int[][] topics;

    /** @param tags their numbers, in any order; which ones are frequent is drawn, too */
    TagDraw(List<Integer> tags, long seed) {
        this.random = new Random(seed);
        List<Integer> shuffled = new ArrayList<>(tags);
        Collections.shuffle(shuffled, random);
        this.tags = shuffled.stream().mapToInt(Integer::intValue).toArray();
        this.cumulated = new double[this.tags.length];
        double sum = 0;
        for (int rank = 0; rank < cumulated.length; rank++) {
            sum += 1 / (rank + HEAD);
            cumulated[rank] = sum;
        }
        this.topics = new int[TOPICS][TAGS_OF_TOPIC];
        for (int[] topic : topics) {
            Arrays.setAll(topic, i -> any());
        }
    }

    /** The next photo's, five and a bit in the mean, and none of three photos in a hundred. */
    int[] next() {
        if (random.nextDouble() < UNTAGGED) {
            return new int[0];
        }
        int[] topic = topics[(int) (TOPICS * random.nextDouble() * random.nextDouble())];
        int count = 1 + random.nextInt(MOST);
        int[] drawn = new int[count];
        int distinct = 0;
        for (int i = 0; i < count; i++) {
            int tag = random.nextDouble() < OF_TOPIC ? topic[random.nextInt(TAGS_OF_TOPIC)] : any();
            if (!contains(drawn, distinct, tag)) {
                drawn[distinct++] = tag;
            }
        }
        return Arrays.copyOf(drawn, distinct);
    }

    int any() {
        int at = Arrays.binarySearch(cumulated, random.nextDouble() * cumulated[cumulated.length - 1]);
        return tags[at < 0 ? -at - 1 : at];
    }

    float confidence() {
        return 0.3f + 0.69f * random.nextFloat();
    }

    boolean happens(double probability) {
        return random.nextDouble() < probability;
    }

    static boolean contains(int[] tags, int count, int tag) {
        for (int i = 0; i < count; i++) {
            if (tags[i] == tag) {
                return true;
            }
        }
        return false;
    }
}
