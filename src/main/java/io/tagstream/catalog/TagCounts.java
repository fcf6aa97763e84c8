package io.tagstream.catalog;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;

/** How many photos each tag of a release has. */
public final class TagCounts {

    /** A photo counts once for a tag, however many tags below it it has. */
    private static final String COUNT = """
            select t.tag_id, count(distinct pt.photo_no)
            from photo_tags pt
                     join tag_ancestors a on a.version_no = ? and a.tag_no = pt.tag_no
                     join tags t on t.tag_no = a.ancestor_no
            where pt.release_no = ?
            group by t.tag_id
            """;

    private final DataSource dataSource;

    public TagCounts(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Photos with the tag or one below it, by tag id; tags without any are left out. Looks at all tags of the release. */
    public Map<String, Long> of(Release release) {
        return Transactions.ask(dataSource, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(COUNT)) {
                statement.setInt(1, release.version());
                statement.setInt(2, release.number());
                Map<String, Long> counts = new HashMap<>();
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        counts.put(row.getString(1), row.getLong(2));
                    }
                }
                return counts;
            }
        });
    }
}
