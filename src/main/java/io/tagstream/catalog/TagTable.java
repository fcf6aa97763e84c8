package io.tagstream.catalog;

import io.tagstream.catalog.Outcome.Tagged;
import io.tagstream.catalog.PhotoTable.Stored;
import io.tagstream.photo.PhotoId;
import io.tagstream.tagging.AssignedTag;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The photo_tags table: what was said of a photo before goes, what is said now comes; people's tags stay. */
final class TagTable {

    /** What people said outlives a new picture under the same id, but not the photo. */
    private static final String DELETE = """
            delete from photo_tags where photo_no = any (?::int8[])
            and (origin <> 'human' or (select status from photos p where p.photo_no = photo_tags.photo_no) = 'deleted')
            """;

    private static final String INSERT = """
            insert into photo_tags (photo_no, tag_no, version_no, origin, model_no, score, confidence)
            select photo_no, tag_no, version_no, 'model', model_no, score, confidence
            from unnest(?::int8[], ?::int4[], ?::int4[], ?::int4[], ?::float4[], ?::float4[])
                     as batch (photo_no, tag_no, version_no, model_no, score, confidence)
            """;

    private record Row(long photo, int tag, int version, int model, float score, float confidence) {}

    private TagTable() {}

    static void replace(
            Connection connection, List<Outcome> changed, Map<PhotoId, Stored> stored, References.Numbers numbers)
            throws SQLException {
        List<Stored> before = changed.stream()
                .map(outcome -> stored.get(PhotoTable.idOf(outcome)))
                .filter(row -> !row.isNew())
                .toList();
        if (!before.isEmpty()) {
            try (PreparedStatement statement = connection.prepareStatement(DELETE)) {
                new Columns(statement).column("int8", before, Stored::number);
                statement.executeUpdate();
            }
        }
        List<Row> rows = rows(changed, stored, numbers);
        if (!rows.isEmpty()) {
            try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
                new Columns(statement)
                        .column("int8", rows, Row::photo)
                        .column("int4", rows, Row::tag)
                        .column("int4", rows, Row::version)
                        .column("int4", rows, Row::model)
                        .column("float4", rows, Row::score)
                        .column("float4", rows, Row::confidence);
                statement.executeUpdate();
            }
        }
    }

    private static List<Row> rows(List<Outcome> changed, Map<PhotoId, Stored> stored, References.Numbers numbers) {
        List<Row> rows = new ArrayList<>();
        for (Outcome outcome : changed) {
            if (outcome instanceof Tagged tagged) {
                long photo = stored.get(tagged.upload().id()).number();
                String version = tagged.tagging().release().version().hash();
                int versionNumber = numbers.version(version);
                int model = numbers.model(tagged.tagging().release().modelDigest());
                for (AssignedTag tag : tagged.tagging().tags()) {
                    rows.add(new Row(
                            photo,
                            numbers.tag(version, tag.tagId()),
                            versionNumber,
                            model,
                            (float) tag.score().orElseThrow(),
                            (float) tag.confidence()));
                }
            }
        }
        return rows;
    }
}
