package io.tagstream.catalog;

import io.tagstream.tagging.AssignedTag;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The photo_tags table: the tags in effect, release by release. */
final class TagTable {

    /** All releases are named, since the key begins with them. */
    private static final String DELETE = """
            delete from photo_tags
            where release_no = any (array(select release_no from releases)) and photo_no = any (?::int8[])
            """;

    private static final String DELETE_OF_RELEASES =
            "delete from photo_tags where release_no = any (?::int4[]) and photo_no = ?";

    private static final String INSERT = """
            insert into photo_tags (photo_no, release_no, tag_no, origin, score, confidence)
            select * from unnest(?::int8[], ?::int4[], ?::int4[], ?::text[], ?::float4[], ?::float4[])
            """;

    private record Row(long photo, Release release, AssignedTag tag) {}

    private TagTable() {}

    /** Removes the photos' tags in all releases, also those that nobody keeps up to date: they are of another picture. */
    static void delete(Connection connection, Collection<Long> photos) throws SQLException {
        if (!photos.isEmpty()) {
            try (PreparedStatement statement = connection.prepareStatement(DELETE)) {
                new Columns(statement).column("int8", photos, photo -> photo);
                statement.executeUpdate();
            }
        }
    }

    /** Removes a photo's tags in some releases. */
    static void delete(Connection connection, long photo, Collection<Release> releases) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(DELETE_OF_RELEASES)) {
            new Columns(statement).column("int4", releases, Release::number).value(photo);
            statement.executeUpdate();
        }
    }

    static void insert(Connection connection, List<PhotoTags> photos, References.Numbers numbers) throws SQLException {
        List<Row> rows = new ArrayList<>();
        for (PhotoTags photo : photos) {
            photo.tags().forEach(tag -> rows.add(new Row(photo.photo(), photo.release(), tag)));
        }
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            new Columns(statement)
                    .column("int8", rows, Row::photo)
                    .column("int4", rows, row -> row.release().number())
                    .column(
                            "int4",
                            rows,
                            row -> numbers.tag(
                                    row.release().id().version(), row.tag().tagId()))
                    .column("text", rows, row -> row.tag().origin().word())
                    .column("float4", rows, row -> score(row.tag()))
                    .column("float4", rows, row -> (float) row.tag().confidence());
            statement.executeUpdate();
        }
    }

    private static @Nullable Object score(AssignedTag tag) {
        return tag.score().isPresent() ? (float) tag.score().getAsDouble() : null;
    }
}
