package io.tagstream.retag;

import io.tagstream.catalog.LoadedRelease;
import io.tagstream.catalog.Transactions;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.sql.DataSource;

/** What a release would change, without writing anything: photos are tagged in memory, and compared with the tags that are in force. */
public final class Preview {

    /** How many photos of a tag are named. */
    public static final int EXAMPLES = 5;

    /** At a time: 15 MB of embeddings. */
    private static final int BLOCK = 5_000;

    /**
     * Photos that gain or lose a tag.
     *
     * @param gains photos of the sample that would have it and do not
     * @param losses photos of the sample that have it and would not
     * @param gained some of them, by photo id
     * @param lost some of them, by photo id
     */
    public record TagChange(String tagId, int gains, int losses, List<String> gained, List<String> lost) {

        public TagChange {
            gained = List.copyOf(gained);
            lost = List.copyOf(lost);
        }
    }

    /**
     * What was found.
     *
     * @param photos that the catalog has
     * @param isOfAll whether all were looked at that have an embedding of the model, and not a sample
     * @param sampled those that were looked at
     * @param changed those of them whose tags would change
     * @param tags that would be gained or lost, the most often first
     */
    public record Report(long photos, boolean isOfAll, int sampled, int changed, List<TagChange> tags) {

        public Report {
            tags = List.copyOf(tags);
        }

        /** How many there would be in the whole catalog of what there are {@code count} of in the sample. */
        public long extrapolated(int count) {
            return sampled == 0 || isOfAll ? count : Math.round((double) count * photos / sampled);
        }
    }

    private final DataSource dataSource;

    public Preview(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Looks at some photos.
     *
     * @param release that is asked about; the catalog need not have it
     * @param active number of the release in force
     * @param sample how many photos, spread evenly; the catalog's size or more for all
     */
    public Report of(LoadedRelease release, int active, long sample) {
        long photos = Transactions.ask(dataSource, JobTable::photos);
        int model = release.release().model();
        SampledPhotos sampled = Transactions.ask(dataSource, connection -> SampledPhotos.of(connection, model, sample));
        Scorer scorer = Transactions.ask(dataSource, connection -> Scorer.of(connection, release));
        Tally tally = new Tally();
        for (SampledPhotos some : sampled.blocks(BLOCK)) {
            Transactions.call(dataSource, connection -> {
                Photos looked = some.photos(connection);
                look(connection, scorer, active, looked, tally);
                return looked;
            });
        }
        return Transactions.ask(dataSource, connection -> tally.report(connection, scorer, photos, sampled.isOfAll()));
    }

    private static void look(Connection connection, Scorer scorer, int active, Photos photos, Tally tally)
            throws SQLException {
        PhotoBlock block = scorer.read(connection, photos);
        TagSets before = TagSets.read(connection, active, block, photos);
        TagSets after = scorer.sets(scorer.tag(connection, block, photos));
        for (int row = 0; row < block.photos(); row++) {
            tally.add(block.number(row), before.of(row), after.of(row));
        }
    }

    /** Counts by tag, and a few examples: as large as the taxonomy, whatever the catalog's size. */
    private static final class Tally {

        private static final class Change {
            private int gains;
            private int losses;
            private final List<Long> gained = new ArrayList<>();
            private final List<Long> lost = new ArrayList<>();
        }

        private final Map<Integer, Change> changes = new TreeMap<>();
        private int sampled;
        private int changed;

        void add(long photo, int[] before, int[] after) {
            sampled++;
            if (Arrays.equals(before, after)) {
                return;
            }
            changed++;
            for (int tag : after) {
                if (Arrays.binarySearch(before, tag) < 0) {
                    Change change = changes.computeIfAbsent(tag, _ -> new Change());
                    change.gains++;
                    keep(change.gained, photo);
                }
            }
            for (int tag : before) {
                if (Arrays.binarySearch(after, tag) < 0) {
                    Change change = changes.computeIfAbsent(tag, _ -> new Change());
                    change.losses++;
                    keep(change.lost, photo);
                }
            }
        }

        private static void keep(List<Long> examples, long photo) {
            if (examples.size() < EXAMPLES) {
                examples.add(photo);
            }
        }

        Report report(Connection connection, Scorer scorer, long photos, boolean all) throws SQLException {
            Set<Long> examples = new HashSet<>();
            changes.values().forEach(change -> {
                examples.addAll(change.gained);
                examples.addAll(change.lost);
            });
            Map<Long, String> photoIds = names(
                    connection, "select photo_no, photo_id from photos where photo_no = any (?)", examples.toArray());
            Map<Long, String> tagIds = names(
                    connection,
                    "select tag_no, tag_id from tags where tag_no = any (?)",
                    changes.keySet().stream().map(Integer::longValue).toArray());
            tagIds.putAll(scorer.tagIds());
            List<TagChange> tags = changes.entrySet().stream()
                    .map(entry -> new TagChange(
                            tagIds.getOrDefault(entry.getKey().longValue(), "?"),
                            entry.getValue().gains,
                            entry.getValue().losses,
                            named(entry.getValue().gained, photoIds),
                            named(entry.getValue().lost, photoIds)))
                    .sorted(Comparator.comparingInt((TagChange tag) -> tag.gains() + tag.losses())
                            .reversed()
                            .thenComparing(TagChange::tagId))
                    .toList();
            return new Report(Math.max(photos, sampled), all, sampled, changed, tags);
        }

        private static List<String> named(List<Long> numbers, Map<Long, String> names) {
            return numbers.stream()
                    .filter(names::containsKey)
                    .map(number -> names.getOrDefault(number, ""))
                    .toList();
        }

        private static Map<Long, String> names(Connection connection, String query, Object[] numbers)
                throws SQLException {
            Map<Long, String> names = new HashMap<>();
            Array array = connection.createArrayOf("int8", numbers);
            Statements.forEach(connection, query, row -> names.put(row.getLong(1), row.getString(2)), array);
            return names;
        }
    }
}
