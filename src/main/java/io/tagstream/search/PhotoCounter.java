package io.tagstream.search;

import io.tagstream.catalog.Release;
import io.tagstream.search.Counts.Count;
import io.tagstream.search.Counts.Extent;
import io.tagstream.search.Counts.TagCount;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Counts what there is among photos, in one statement. */
final class PhotoCounter {

    /** Names of owners and months that anybody looks through. */
    private static final int MOST_NAMES = 100;

    private static final String FILTERED = """
            select p.photo_no, p.owner, p.format, p.taken_at from photos p
            where p.status = 'catalogued' and (CONDITION) order by p.photo_no desc limit ?""";

    private static final String MORE = """
            select from photos p where p.status = 'catalogued' and (CONDITION) offset ? limit 1
            """;

    private static final String LISTED = """
            select p.photo_no, p.owner, p.format, p.taken_at from photos p
            where p.status = 'catalogued' and p.photo_no = any (?)""";

    /** CHOSEN gives the photos; a tag counts once for a photo, however many below it were given. */
    private static final String COUNT = """
            select * from (with chosen as materialized (CHOSEN),
                 given as materialized (
                     select distinct pt.photo_no, a.ancestor_no as tag_no
                     from chosen c
                              join photo_tags pt on pt.release_no = RELEASE and pt.photo_no = c.photo_no
                              join tag_ancestors a on a.version_no = VERSION and a.tag_no = pt.tag_no)
            select 'photos' as kind, '' as key, '' as name, '' as facet, count(*) as photos from chosen
            union all
            (select 'tag', t.tag_id, tt.name, tt.facet_id, counted.photos
             from (select tag_no, count(*) as photos from given group by tag_no) as counted
                      join tags t on t.tag_no = counted.tag_no
                      join taxonomy_tags tt on tt.version_no = VERSION and tt.tag_no = counted.tag_no)
            union all
            (select 'facet', facet_id, '', '', count(*)
             from (select distinct g.photo_no, tt.facet_id
                   from given g join taxonomy_tags tt on tt.version_no = VERSION and tt.tag_no = g.tag_no) as facets
             group by facet_id)
            union all
            (select 'owner', owner, '', '', count(*) from chosen where owner is not null
             group by owner order by count(*) desc, owner limit NAMES)
            union all
            (select 'format', format, '', '', count(*) from chosen group by format)
            union all
            (select 'month', to_char(taken_at, 'YYYY-MM'), '', '', count(*) from chosen where taken_at is not null
             group by to_char(taken_at, 'YYYY-MM') order by 2 desc limit NAMES)) as counts
            order by kind, case when kind = 'month' then key end desc, photos desc, key
            """;

    /** Tags of 20,000 photos are told apart in memory. */
    private static final String MEMORY = "set local work_mem = '64MB'";

    private PhotoCounter() {}

    /** Among photos that fulfil a condition; beyond a bound, the newest ones. */
    static Counts filtered(Connection connection, Release release, Condition condition, int most) throws SQLException {
        Snapshots.execute(connection, MEMORY);
        try (PreparedStatement statement =
                connection.prepareStatement(sql(FILTERED.replace("CONDITION", condition.sql()), release))) {
            new Values(statement).all(condition.values()).value(most);
            Counts counts = read(statement, Extent.ALL);
            return counts.photos() == most && isMore(connection, condition, most) ? counts.of(Extent.NEWEST) : counts;
        }
    }

    private static boolean isMore(Connection connection, Condition condition, int than) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(MORE.replace("CONDITION", condition.sql()))) {
            new Values(statement).all(condition.values()).value(than);
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }
    }

    /** Among these photos. */
    static Counts listed(Connection connection, Release release, long[] photos, Extent extent) throws SQLException {
        Snapshots.execute(connection, MEMORY);
        try (PreparedStatement statement = connection.prepareStatement(sql(LISTED, release))) {
            new Values(statement).value(photos);
            return read(statement, extent);
        }
    }

    private static String sql(String chosen, Release release) {
        return COUNT.replace("CHOSEN", chosen)
                .replace("RELEASE", Integer.toString(release.number()))
                .replace("VERSION", Integer.toString(release.version()))
                .replace("NAMES", Integer.toString(MOST_NAMES));
    }

    private static Counts read(PreparedStatement statement, Extent extent) throws SQLException {
        long photos = 0;
        List<TagCount> tags = new ArrayList<>();
        List<Count> facets = new ArrayList<>();
        List<Count> owners = new ArrayList<>();
        List<Count> formats = new ArrayList<>();
        List<Count> months = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                Count count = new Count(row.getString(2), row.getLong(5));
                switch (row.getString(1)) {
                    case "photos" -> photos = count.photos();
                    case "tag" ->
                        tags.add(new TagCount(count.name(), row.getString(3), row.getString(4), count.photos()));
                    case "facet" -> facets.add(count);
                    case "owner" -> owners.add(count);
                    case "format" -> formats.add(count);
                    default -> months.add(count);
                }
            }
        }
        return new Counts(photos, extent, tags, facets, owners, formats, months);
    }
}
