package io.tagstream.catalog;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Photos for those who ask one page at a time. */
@ApplicationScoped
public class PhotoRepository implements PanacheRepositoryBase<PhotoRow, Long> {

    /** The tag itself or any tag below it, in the release in force. */
    private static final String HAS_TAG = """
            p.status = 'catalogued' and exists (select from taxonomies x
                    join releases r on r.release_no = x.active_release_no
                    join tags t on t.taxonomy = x.taxonomy and t.tag_id = :tag
                    join tag_ancestors a on a.version_no = r.version_no and a.ancestor_no = t.tag_no
                    join photo_tags pt on pt.release_no = r.release_no and pt.tag_no = a.tag_no
                    where pt.photo_no = p.photo_no)
            """;

    /** What to list; absent conditions do not restrict. */
    public record Filter(Optional<String> tag, Optional<String> status, Optional<String> owner) {}

    public Optional<PhotoRow> findByPhotoId(String photoId) {
        return find("photoId", photoId).firstResultOptional();
    }

    /**
     * One page, newest first.
     *
     * @param before only photos with a lower number: the last one of the page before
     */
    @SuppressWarnings("unchecked") // the query says which entity it gives
    public List<PhotoRow> page(Filter filter, long before, int limit) {
        var query = getEntityManager()
                .createNativeQuery(
                        "select p.* from photos p where p.photo_no < :before"
                                + filter.tag().map(tag -> " and " + HAS_TAG).orElse("")
                                + filter.status()
                                        .map(status -> " and p.status = :status")
                                        .orElse("")
                                + filter.owner()
                                        .map(owner -> " and p.owner = :owner")
                                        .orElse("")
                                + " order by p.photo_no desc limit :limit",
                        PhotoRow.class)
                .setParameter("before", before)
                .setParameter("limit", limit);
        filter.tag().ifPresent(tag -> query.setParameter("tag", tag));
        filter.status().ifPresent(status -> query.setParameter("status", status));
        filter.owner().ifPresent(owner -> query.setParameter("owner", owner));
        return query.getResultList();
    }

    /** Tags of all these photos, with those above them, best first. */
    public List<TagOfPhotoRow> tagsOf(Collection<String> photoIds) {
        return getEntityManager()
                .createQuery(
                        "from TagOfPhotoRow t where t.photoId in :ids order by t.distance, t.confidence desc, t.tagId",
                        TagOfPhotoRow.class)
                .setParameter("ids", photoIds)
                .getResultList();
    }

    /** Whether the version in force has the tag. */
    public boolean knowsTag(String tagId) {
        return !getEntityManager()
                .createNativeQuery("select 1 from tags t join taxonomy_tags tt using (tag_no) "
                        + "join releases r on r.version_no = tt.version_no "
                        + "join taxonomies x on x.active_release_no = r.release_no where t.tag_id = :tag limit 1")
                .setParameter("tag", tagId)
                .getResultList()
                .isEmpty();
    }
}
