package io.tagstream.catalog;

import io.tagstream.tagging.ReleaseId;
import io.tagstream.taxonomy.TaxonomyVersion;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** All taxonomies that the catalog has versions or a draft of. */
public final class TaxonomyList {

    private static final String SELECT = """
            select named.taxonomy, versions.count, newest.version, newest.created_at, v.version, m.digest, f.digest, x.activated_at,
                   d.revision
            from (select taxonomy from taxonomy_versions union select taxonomy from taxonomy_drafts) as named
                     cross join lateral (select count(*) as count from taxonomy_versions where taxonomy = named.taxonomy) as versions
                     left join lateral (select version, created_at from taxonomy_versions where taxonomy = named.taxonomy
                                        order by version_no desc limit 1) as newest on true
                     left join taxonomies x on x.taxonomy = named.taxonomy
                     left join releases r on r.release_no = x.active_release_no
                     left join taxonomy_versions v on v.version_no = r.version_no
                     left join models m on m.model_no = r.model_no
                     left join fittings f on f.fitting_no = r.fitting_no
                     left join taxonomy_drafts d on d.taxonomy = named.taxonomy
            order by named.taxonomy
            """;

    /**
     * A taxonomy by its name.
     *
     * @param versions how many there are
     * @param newest absent where there is only a draft
     * @param inForce absent unless photos are tagged with it
     * @param draft its revision, if there is one
     */
    public record Entry(
            String taxonomy,
            int versions,
            Optional<Newest> newest,
            Optional<InForce> inForce,
            Optional<Integer> draft) {}

    /** The version that was published last. */
    public record Newest(TaxonomyVersion version, Instant createdAt) {}

    /** What photos are tagged with. */
    public record InForce(ReleaseId release, Instant since) {}

    private final DataSource dataSource;

    public TaxonomyList(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** By name. */
    public List<Entry> read() {
        return Transactions.ask(dataSource, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(SELECT);
                    ResultSet row = statement.executeQuery()) {
                List<Entry> entries = new ArrayList<>();
                while (row.next()) {
                    entries.add(new Entry(
                            row.getString(1),
                            row.getInt(2),
                            newest(row),
                            inForce(row),
                            Optional.ofNullable(row.getObject(9, Integer.class))));
                }
                return entries;
            }
        });
    }

    private static Optional<Newest> newest(ResultSet row) throws SQLException {
        return row.getString(3) == null
                ? Optional.empty()
                : Optional.of(new Newest(
                        new TaxonomyVersion(row.getString(3)),
                        row.getTimestamp(4).toInstant()));
    }

    private static Optional<InForce> inForce(ResultSet row) throws SQLException {
        if (row.getString(5) == null) {
            return Optional.empty();
        }
        ReleaseId release = new ReleaseId(
                new TaxonomyVersion(row.getString(5)), row.getString(6), Optional.ofNullable(row.getString(7)));
        return Optional.of(new InForce(release, row.getTimestamp(8).toInstant()));
    }
}
