package io.tagstream.catalog;

import io.tagstream.catalog.Outcome.Deleted;
import io.tagstream.catalog.Outcome.Rejected;
import io.tagstream.catalog.Outcome.Tagged;
import io.tagstream.catalog.Outcome.Unreadable;
import io.tagstream.decode.Exif;
import io.tagstream.decode.PictureCells;
import io.tagstream.photo.PhotoId;
import io.tagstream.photo.PhotoUpload;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The photos table: one upsert for a batch, which also finds out what is stale and what is news. */
final class PhotoTable {

    /**
     * A photo's row after the upsert.
     *
     * @param isNew the photo was not known before, so nothing of it has to be removed
     * @param changed the outcome is another than before; a redelivered event changes nothing
     */
    record Stored(long number, boolean isNew, boolean changed) {}

    /**
     * Rows are sorted, so that two batches with the same photos lock them in the same order. An event older than the stored one
     * updates nothing and so is not returned. changed_in tells news from repetition even when a batch waited for another one's
     * lock: PostgreSQL evaluates the expressions on the row as that one left it.
     */
    private static final String UPSERT = """
            insert into photos as p (photo_id, status, source_uri, owner, uploaded_at, content_type, attributes,
                                     content_sha256, byte_size, format, width, height, orientation, perceptual_hash,
                                     taken_at, taken_offset_minutes, camera_make, camera_model, latitude, longitude, picture_cells,
                                     failure_code, failure_detail, log_no, event_offset, event_at)
            select * from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::text[], ?::jsonb[],
                                 ?::bytea[], ?::int8[], ?::text[], ?::int4[], ?::int4[], ?::int2[], ?::int8[],
                                 ?::timestamp[], ?::int2[], ?::text[], ?::text[], ?::float8[], ?::float8[], ?::bytea[],
                                 ?::text[], ?::text[], ?::int4[], ?::int8[], ?::timestamptz[]) as batch (photo_id)
            order by photo_id
            on conflict (photo_id) do update set
                status = excluded.status, source_uri = excluded.source_uri, owner = excluded.owner,
                uploaded_at = excluded.uploaded_at, content_type = excluded.content_type, attributes = excluded.attributes,
                content_sha256 = excluded.content_sha256, byte_size = excluded.byte_size, format = excluded.format,
                width = excluded.width, height = excluded.height, orientation = excluded.orientation,
                perceptual_hash = excluded.perceptual_hash, taken_at = excluded.taken_at,
                taken_offset_minutes = excluded.taken_offset_minutes, camera_make = excluded.camera_make,
                camera_model = excluded.camera_model, latitude = excluded.latitude, longitude = excluded.longitude,
                picture_cells = excluded.picture_cells,
                failure_code = excluded.failure_code,
                failure_detail = excluded.failure_detail, log_no = excluded.log_no, event_offset = excluded.event_offset,
                event_at = excluded.event_at,
                changed_in = case when CHANGED then pg_current_xact_id() else p.changed_in end,
                changed_at = case when CHANGED then now() else p.changed_at end
            where p.log_no = excluded.log_no and p.event_offset <= excluded.event_offset
               or p.log_no <> excluded.log_no and p.event_at <= excluded.event_at
            returning photo_id, photo_no, xmax = 0, changed_in = pg_current_xact_id()
            """.replace("CHANGED", """
            ((p.status, p.content_sha256) is distinct from (excluded.status, excluded.content_sha256)
             or excluded.status = 'rejected'
                and (p.log_no, p.event_offset) <> (excluded.log_no, excluded.event_offset))""");

    /**
     * A statement of its own: the upsert may have waited for another one of the same event, whose embedding its snapshot does not show.
     */
    private static final String UNSEEN = """
            update photos p set changed_in = pg_current_xact_id(), changed_at = now()
            where p.photo_no = any (?::int8[])
              and not exists (select from embeddings e where e.photo_no = p.photo_no and e.model_no = ?)
            returning p.photo_no
            """;

    private PhotoTable() {}

    /**
     * Writes what became of each photo, unless a newer event did so before.
     *
     * @return the rows that were written, without those whose event was stale
     */
    static Map<PhotoId, Stored> upsert(Connection connection, List<Outcome> outcomes, References.Numbers numbers)
            throws SQLException {
        if (outcomes.isEmpty()) {
            return Map.of();
        }
        List<Outcome> rows =
                outcomes.stream().sorted(Comparator.comparing(PhotoTable::idOf)).toList();
        try (PreparedStatement statement = connection.prepareStatement(UPSERT)) {
            bind(new Columns(statement), rows, numbers);
            Map<PhotoId, Stored> stored = HashMap.newHashMap(rows.size());
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    stored.put(
                            new PhotoId(result.getString(1)),
                            new Stored(result.getLong(2), result.getBoolean(3), result.getBoolean(4)));
                }
            }
            return stored;
        }
    }

    /**
     * Makes news of photos that the model has not seen yet, though nothing about them has changed.
     *
     * @return which of them it has not
     */
    static Set<Long> unseen(Connection connection, Collection<Long> photos, int model) throws SQLException {
        if (photos.isEmpty()) {
            return Set.of();
        }
        try (PreparedStatement statement = connection.prepareStatement(UNSEEN)) {
            new Columns(statement).column("int8", photos, photo -> photo).value(model);
            Set<Long> unseen = new HashSet<>();
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    unseen.add(result.getLong(1));
                }
            }
            return unseen;
        }
    }

    private static void bind(Columns columns, List<Outcome> rows, References.Numbers numbers) throws SQLException {
        columns.column("text", rows, o -> idOf(o).value())
                .column("text", rows, PhotoTable::status)
                .column("text", rows, ofUpload(PhotoUpload::publishedSource))
                .column("text", rows, ofUpload(u -> u.owner().orElse(null)))
                .column("timestamptz", rows, ofUpload(u -> u.uploadedAt()
                        .map(Object::toString)
                        .orElse(null)))
                .column("text", rows, ofUpload(u -> u.contentType().orElse(null)))
                .column("jsonb", rows, o -> upload(o)
                        .map(PhotoUpload::attributes)
                        .map(Json::write)
                        .orElse("{}"))
                .column("bytea", rows, ofTagged(t -> t.facts().hash().bytes()))
                .column("int8", rows, ofTagged(t -> t.facts().byteSize()))
                .column("text", rows, ofTagged(t -> t.facts().format()))
                .column("int4", rows, ofTagged(t -> t.facts().width()))
                .column("int4", rows, ofTagged(t -> t.facts().height()))
                .column("int2", rows, ofTagged(t -> t.facts().orientation()))
                .column("int8", rows, ofTagged(t -> t.facts().perceptualHash()))
                .column("timestamp", rows, ofExif(e -> e.takenAt().map(Object::toString)))
                .column("int2", rows, ofExif(e -> e.takenOffset().map(PhotoTable::minutes)))
                .column("text", rows, ofExif(Exif::cameraMake))
                .column("text", rows, ofExif(Exif::cameraModel))
                .column("float8", rows, ofExif(e -> e.position().map(Exif.Position::latitude)))
                .column("float8", rows, ofExif(e -> e.position().map(Exif.Position::longitude)))
                .column(
                        "bytea",
                        rows,
                        ofTagged(t -> t.facts().cells().map(PictureCells::bytes).orElse(null)))
                .column("text", rows, ofRejected(r -> r.rejection().code().name()))
                .column("text", rows, ofRejected(r -> r.rejection().detail()))
                .column("int4", rows, o -> numbers.log(o.position().log()))
                .column("int8", rows, o -> o.position().offset())
                .column("timestamptz", rows, o -> o.position().at().toString());
    }

    static PhotoId idOf(Outcome outcome) {
        return switch (outcome) {
            case Tagged tagged -> tagged.upload().id();
            case Rejected rejected -> rejected.upload().id();
            case Deleted deleted -> deleted.id();
            case Unreadable unreadable -> throw new IllegalArgumentException(unreadable.position() + " names no photo");
        };
    }

    private static String status(Outcome outcome) {
        return switch (outcome) {
            case Tagged ignored -> "catalogued";
            case Rejected ignored -> "rejected";
            case Unreadable ignored -> "rejected";
            case Deleted ignored -> "deleted";
        };
    }

    private static Optional<PhotoUpload> upload(Outcome outcome) {
        return switch (outcome) {
            case Tagged tagged -> Optional.of(tagged.upload());
            case Rejected rejected -> Optional.of(rejected.upload());
            case Unreadable ignored -> Optional.empty();
            case Deleted ignored -> Optional.empty();
        };
    }

    private static Function<Outcome, @Nullable Object> ofUpload(Function<PhotoUpload, @Nullable Object> value) {
        return outcome -> upload(outcome).map(value).orElse(null);
    }

    private static Function<Outcome, @Nullable Object> ofTagged(Function<Tagged, @Nullable Object> value) {
        return outcome -> outcome instanceof Tagged tagged ? value.apply(tagged) : null;
    }

    private static Function<Outcome, @Nullable Object> ofExif(Function<Exif, Optional<?>> value) {
        return outcome -> outcome instanceof Tagged tagged
                ? value.apply(tagged.facts().exif()).orElse(null)
                : null;
    }

    private static int minutes(ZoneOffset offset) {
        return offset.getTotalSeconds() / 60;
    }

    private static Function<Outcome, @Nullable Object> ofRejected(Function<Rejected, @Nullable Object> value) {
        return outcome -> outcome instanceof Rejected rejected ? value.apply(rejected) : null;
    }
}
