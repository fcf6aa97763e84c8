package io.tagstream.catalog;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A row of the view {@code tags_of_photo}. */
@Entity
@Immutable
@Table(name = "tags_of_photo")
@IdClass(TagOfPhotoRow.Key.class)
public class TagOfPhotoRow {

    /** A photo has a tag once, whatever way it came by it. */
    public record Key(String photoId, String tagId, String taxonomy) implements Serializable {}

    @Id
    @Column(name = "photo_id")
    public String photoId = "";

    @Id
    @Column(name = "tag_id")
    public String tagId = "";

    @Id
    public String taxonomy = "";

    @Column(name = "facet_id")
    public String facetId = "";

    @Column(name = "tag_name")
    public String tagName = "";

    public int distance;

    public float confidence;

    public @Nullable Float score;

    public String origin = "";

    @Column(name = "taxonomy_version")
    public String taxonomyVersion = "";

    public @Nullable String model;
}
