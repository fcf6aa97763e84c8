package io.tagstream.catalog;

import io.tagstream.decode.Exif;
import io.tagstream.photo.ContentHash;
import io.tagstream.photo.PhotoId;
import io.tagstream.tagging.AssignedTag;
import io.tagstream.tagging.Origin;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Reads photos back as they are announced. */
final class CataloguedPhotos {

    private static final String PHOTOS = """
            select photo_no, photo_id, source_uri, owner, uploaded_at, attributes, content_sha256, byte_size, format, width, height,
                   orientation, perceptual_hash, taken_at, taken_offset_minutes, camera_make, camera_model, latitude, longitude
            from photos where status = 'catalogued' and photo_no = any (?::int8[])
            order by photo_no
            """;
    private static final String TAGS = """
            select pt.photo_no, t.tag_id, tt.facet_id, pt.score, pt.confidence, pt.origin
            from photo_tags pt
                     join tags t on t.tag_no = pt.tag_no
                     join taxonomy_tags tt on tt.version_no = ? and tt.tag_no = pt.tag_no
            where pt.release_no = ? and pt.photo_no = any (?::int8[])
            """;

    private CataloguedPhotos() {}

    /** Those of the photos that are catalogued, with their tags in a release, by number. */
    static List<TaggedPhoto> read(Connection connection, LoadedRelease loaded, Collection<Long> photos)
            throws SQLException {
        Release release = loaded.release();
        Map<Long, List<AssignedTag>> tags = tags(connection, release, photos);
        Map<Long, PhotoVerdicts> said = VerdictTable.of(connection, photos);
        try (PreparedStatement statement = connection.prepareStatement(PHOTOS)) {
            new Columns(statement).column("int8", photos, photo -> photo);
            List<TaggedPhoto> read = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    long number = row.getLong(1);
                    read.add(new TaggedPhoto(
                            new PhotoId(row.getString(2)),
                            row.getString(3),
                            Optional.ofNullable(row.getString(4)),
                            Optional.ofNullable(row.getTimestamp(5)).map(java.sql.Timestamp::toInstant),
                            Json.read(row.getString(6)),
                            facts(row),
                            release,
                            tags.getOrDefault(number, List.of()),
                            said.getOrDefault(number, PhotoVerdicts.NONE).about(loaded)));
                }
            }
            return read;
        }
    }

    /** A photo's tags in a release. */
    static Map<Long, List<AssignedTag>> tags(Connection connection, Release release, Collection<Long> photos)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(TAGS)) {
            new Columns(statement)
                    .value(release.version())
                    .value(release.number())
                    .column("int8", photos, photo -> photo);
            Map<Long, List<AssignedTag>> tags = new HashMap<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    tags.computeIfAbsent(row.getLong(1), photo -> new ArrayList<>())
                            .add(tag(row));
                }
            }
            return tags;
        }
    }

    private static AssignedTag tag(ResultSet row) throws SQLException {
        Float score = row.getObject(4, Float.class);
        return new AssignedTag(
                row.getString(2),
                row.getString(3),
                score == null ? OptionalDouble.empty() : OptionalDouble.of(score),
                row.getFloat(5),
                Origin.valueOf(row.getString(6).toUpperCase(Locale.ROOT)));
    }

    private static PhotoFacts facts(ResultSet row) throws SQLException {
        return new PhotoFacts(
                ContentHash.ofDigest(row.getBytes(7)),
                row.getLong(8),
                row.getString(9),
                row.getInt(10),
                row.getInt(11),
                row.getInt(12),
                row.getLong(13),
                exif(row));
    }

    private static Exif exif(ResultSet row) throws SQLException {
        return new Exif(
                Optional.ofNullable(row.getObject(14, LocalDateTime.class)),
                Optional.ofNullable(row.getObject(15, Integer.class)).map(CataloguedPhotos::offset),
                Optional.ofNullable(row.getString(16)),
                Optional.ofNullable(row.getString(17)),
                position(row.getObject(18, Double.class), row.getObject(19, Double.class)));
    }

    private static ZoneOffset offset(int minutes) {
        return ZoneOffset.ofTotalSeconds(minutes * 60);
    }

    private static Optional<Exif.Position> position(@Nullable Double latitude, @Nullable Double longitude) {
        return latitude == null || longitude == null
                ? Optional.empty()
                : Optional.of(new Exif.Position(latitude, longitude));
    }
}
