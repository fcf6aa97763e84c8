package io.tagstream.retag;

import io.tagstream.catalog.LoadedRelease;
import io.tagstream.catalog.Release;
import io.tagstream.failure.Failure;
import io.tagstream.failure.FailureCode;
import io.tagstream.tagging.AssignedTag;
import io.tagstream.tagging.Tagging;
import io.tagstream.tagging.Verdict;
import io.tagstream.taxonomy.Facet;
import io.tagstream.taxonomy.Tag;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Tags photos for one release from their embeddings, with people's word over it: no model is needed. Shared by threads. */
final class Scorer {

    private static final String DIMENSIONS = "select dimensions from models where model_no = ?";

    private static final String NUMBERS = "select tag_id, tag_no from tags where taxonomy = ?";

    private static final String VERDICTS = """
            select v.photo_no, t.tag_id, v.verdict from verdicts v join tags t using (tag_no) where t.taxonomy = ? and\s""";

    private final LoadedRelease release;
    private final Map<String, Integer> tagNumbers;
    private final EmbeddingReader embeddings;

    private Scorer(LoadedRelease release, Map<String, Integer> tagNumbers, int dimensions) {
        this.release = release;
        this.tagNumbers = Map.copyOf(tagNumbers);
        this.embeddings = new EmbeddingReader(release.release().model(), dimensions);
    }

    /** Tags that no version in the catalog has, of a release that is only asked about, get numbers below zero. */
    static Scorer of(Connection connection, LoadedRelease loaded) throws SQLException {
        Release release = loaded.release();
        Map<String, Integer> all = new HashMap<>();
        Statements.forEach(connection, NUMBERS, row -> all.put(row.getString(1), row.getInt(2)), release.taxonomy());
        Map<String, Integer> numbers = new HashMap<>();
        for (Facet facet : loaded.taxonomy().facets()) {
            for (Tag tag : facet.tags()) {
                Integer known = all.get(tag.id());
                if (known != null || release.version() == Targets.NO_VERSION) {
                    numbers.put(tag.id(), known != null ? known : -1 - numbers.size());
                }
            }
        }
        return new Scorer(loaded, numbers, (int) Statements.number(connection, DIMENSIONS, release.model()));
    }

    Release release() {
        return release.release();
    }

    PhotoBlock read(Connection connection, Photos photos) throws SQLException {
        return embeddings.read(connection, photos);
    }

    /** The tags that each photo of the block has in effect, by row. */
    List<List<AssignedTag>> tag(Connection connection, PhotoBlock block, Photos photos) throws SQLException {
        List<Tagging> taggings = release.tagger().tag(block.embeddings(), block.photos());
        Map<Long, Map<String, Verdict>> verdicts = verdicts(connection, photos);
        List<List<AssignedTag>> tags = new ArrayList<>(block.photos());
        for (int row = 0; row < block.photos(); row++) {
            tags.add(release.overlaid(taggings.get(row).tags(), verdicts.getOrDefault(block.number(row), Map.of())));
        }
        return tags;
    }

    /** The same for photos that the model has not looked at: what people say is all there is. */
    List<List<AssignedTag>> tagUnseen(Connection connection, PhotoBlock block, Photos photos) throws SQLException {
        Map<Long, Map<String, Verdict>> verdicts = verdicts(connection, photos);
        List<List<AssignedTag>> tags = new ArrayList<>(block.photos());
        for (int row = 0; row < block.photos(); row++) {
            tags.add(release.overlaid(List.of(), verdicts.getOrDefault(block.number(row), Map.of())));
        }
        return tags;
    }

    /** The same as numbers. */
    TagSets sets(List<List<AssignedTag>> tags) {
        return new TagSets(tags.stream()
                .map(of -> of.stream().mapToInt(tag -> number(tag.tagId())).toArray())
                .toArray(int[][]::new));
    }

    /** Its tags' ids, by their numbers. */
    Map<Long, String> tagIds() {
        Map<Long, String> ids = new HashMap<>();
        tagNumbers.forEach((id, number) -> ids.put(number.longValue(), id));
        return ids;
    }

    int number(String tagId) {
        Integer number = tagNumbers.get(tagId);
        if (number == null) {
            throw new Failure(FailureCode.SCHEMA_INVALID, "the catalog has no number for tag " + tagId);
        }
        return number;
    }

    /** About tags that the release's version has; others say nothing here. Few photos have any. */
    private Map<Long, Map<String, Verdict>> verdicts(Connection connection, Photos photos) throws SQLException {
        Map<Long, Map<String, Verdict>> verdicts = new HashMap<>();
        Statements.forEach(
                connection,
                VERDICTS + photos.are("v.photo_no"),
                row -> {
                    if (tagNumbers.containsKey(row.getString(2))) {
                        verdicts.computeIfAbsent(row.getLong(1), _ -> new HashMap<>())
                                .put(
                                        row.getString(2),
                                        Verdict.valueOf(row.getString(3).toUpperCase(Locale.ROOT)));
                    }
                },
                release.release().taxonomy());
        return verdicts;
    }
}
