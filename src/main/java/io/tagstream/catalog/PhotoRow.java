package io.tagstream.catalog;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Map;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A photo as it is read; only {@link Catalog} writes it. The columns are described in the database. */
@Entity
@Immutable
@Table(name = "photos")
public class PhotoRow {

    @Id
    @Column(name = "photo_no")
    public long number;

    @Column(name = "photo_id")
    public String photoId = "";

    public String status = "";

    @Column(name = "source_uri")
    public @Nullable String sourceUri;

    public @Nullable String owner;

    @Column(name = "uploaded_at")
    public @Nullable Instant uploadedAt;

    @Column(name = "content_type")
    public @Nullable String contentType;

    @JdbcTypeCode(SqlTypes.JSON)
    public Map<String, String> attributes = Map.of();

    @Column(name = "content_sha256")
    public byte @Nullable [] contentSha256;

    @Column(name = "byte_size")
    public @Nullable Long byteSize;

    public @Nullable String format;

    public @Nullable Integer width;

    public @Nullable Integer height;

    @Column(name = "perceptual_hash")
    public @Nullable Long perceptualHash;

    @Column(name = "taken_at")
    public @Nullable LocalDateTime takenAt;

    @Column(name = "taken_offset_minutes")
    public @Nullable Short takenOffsetMinutes;

    @Column(name = "camera_make")
    public @Nullable String cameraMake;

    @Column(name = "camera_model")
    public @Nullable String cameraModel;

    public @Nullable Double latitude;

    public @Nullable Double longitude;

    @Column(name = "failure_code")
    public @Nullable String failureCode;

    @Column(name = "failure_detail")
    public @Nullable String failureDetail;

    @Column(name = "first_seen_at")
    public Instant firstSeenAt = Instant.EPOCH;

    @Column(name = "changed_at")
    public Instant changedAt = Instant.EPOCH;
}
