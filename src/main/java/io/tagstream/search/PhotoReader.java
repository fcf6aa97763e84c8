package io.tagstream.search;

import io.tagstream.catalog.Release;
import io.tagstream.search.FoundPage.GivenTag;
import io.tagstream.search.FoundPage.Match;
import io.tagstream.search.FoundPage.Photo;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Reads what a page shows of its photos. */
final class PhotoReader {

    private static final String LIST = """
            select p.photo_no from photos p
            where p.status = 'catalogued' and p.photo_no < ? and (CONDITION)
            order by p.photo_no desc limit ?
            """;

    private static final String PHOTOS = """
            select p.photo_no, p.photo_id, p.owner, p.format, p.width, p.height, p.taken_at, p.uploaded_at
            from photos p where p.status = 'catalogued' and p.photo_no = any (?)
            """;

    private static final String TAGS = """
            select pt.photo_no, t.tag_id, tt.name, tt.facet_id, pt.confidence, pt.origin
            from photo_tags pt
                     join tags t on t.tag_no = pt.tag_no
                     join taxonomy_tags tt on tt.version_no = ? and tt.tag_no = pt.tag_no
            where pt.release_no = ? and pt.photo_no = any (?)
            order by pt.photo_no, pt.confidence desc, t.tag_id
            """;

    private PhotoReader() {}

    /** The numbers of photos that fulfil a condition, newest first. */
    static List<Long> list(Connection connection, Condition condition, long before, int limit) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LIST.replace("CONDITION", condition.sql()))) {
            new Values(statement).value(before).all(condition.values()).value(limit);
            List<Long> numbers = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    numbers.add(row.getLong(1));
                }
            }
            return numbers;
        }
    }

    /**
     * The photos of these numbers, in their order; those that are not catalogued any more are left out.
     *
     * @param matches by number; a photo without one has none
     */
    static List<Photo> photos(Connection connection, Release release, List<Long> numbers, Map<Long, Match> matches)
            throws SQLException {
        long[] wanted = numbers.stream().mapToLong(Long::longValue).toArray();
        Map<Long, List<GivenTag>> tags = tags(connection, release, wanted);
        try (PreparedStatement statement = connection.prepareStatement(PHOTOS)) {
            new Values(statement).value(wanted);
            Map<Long, Photo> read = new HashMap<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    long number = row.getLong(1);
                    read.put(
                            number,
                            photo(row, Optional.ofNullable(matches.get(number)), tags.getOrDefault(number, List.of())));
                }
            }
            return numbers.stream().map(read::get).filter(Objects::nonNull).toList();
        }
    }

    private static Photo photo(ResultSet row, Optional<Match> match, List<GivenTag> tags) throws SQLException {
        Optional<Instant> uploadedAt =
                Optional.ofNullable(row.getObject(8, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
        return new Photo(
                row.getLong(1),
                row.getString(2),
                match,
                Optional.ofNullable(row.getString(3)),
                row.getString(4),
                row.getInt(5),
                row.getInt(6),
                Optional.ofNullable(row.getObject(7, LocalDateTime.class)),
                uploadedAt,
                tags);
    }

    private static Map<Long, List<GivenTag>> tags(Connection connection, Release release, long[] photos)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(TAGS)) {
            new Values(statement)
                    .value(release.version())
                    .value(release.number())
                    .value(photos);
            Map<Long, List<GivenTag>> tags = new HashMap<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    tags.computeIfAbsent(row.getLong(1), _ -> new ArrayList<>())
                            .add(new GivenTag(
                                    row.getString(2),
                                    row.getString(3),
                                    row.getString(4),
                                    row.getFloat(5),
                                    row.getString(6)));
                }
            }
            return tags;
        }
    }
}
