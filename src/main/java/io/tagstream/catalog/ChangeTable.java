package io.tagstream.catalog;

import io.tagstream.tagging.AssignedTag;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The photo_changes table: where two live releases do not give a photo the same tags. */
final class ChangeTable {

    private static final String DELETE = """
            delete from photo_changes
            where release_no = any (array(select release_no from releases)) and photo_no = any (?::int8[])
            """;

    private static final String INSERT = """
            insert into photo_changes (release_no, photo_no) select * from unnest(?::int4[], ?::int8[])
            """;

    private record Key(long photo, int release) {}

    private ChangeTable() {}

    static void delete(Connection connection, Collection<Long> photos) throws SQLException {
        if (!photos.isEmpty()) {
            try (PreparedStatement statement = connection.prepareStatement(DELETE)) {
                new Columns(statement).column("int8", photos, photo -> photo);
                statement.executeUpdate();
            }
        }
    }

    /** Compares each release with its base, where the photo was tagged for both. */
    static void insert(Connection connection, List<PhotoTags> photos) throws SQLException {
        Map<Key, PhotoTags> byRelease = photos.stream()
                .collect(Collectors.toMap(
                        tags -> new Key(tags.photo(), tags.release().number()), tags -> tags));
        List<PhotoTags> changed = photos.stream()
                .filter(tags -> tags.release()
                        .base()
                        .map(base -> byRelease.get(new Key(tags.photo(), base)))
                        .filter(base -> !said(base).equals(said(tags)))
                        .isPresent())
                .toList();
        if (changed.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            new Columns(statement)
                    .column("int4", changed, tags -> tags.release().number())
                    .column("int8", changed, PhotoTags::photo);
            statement.executeUpdate();
        }
    }

    /** Tags of two taxonomies are never the same, whatever their ids. */
    private static Set<String> said(PhotoTags tags) {
        return tags.tags().stream()
                .map(AssignedTag::tagId)
                .map(id -> tags.release().taxonomy() + "/" + id)
                .collect(Collectors.toSet());
    }
}
