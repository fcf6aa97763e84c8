package io.tagstream.catalog;

import io.tagstream.photo.PhotoId;
import io.tagstream.tagging.Verdict;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** What people said, to be read; {@link Corrections} writes it. */
public final class VerdictStore {

    private static final String SELECT = """
            select p.photo_no, p.photo_id, t.taxonomy, t.tag_id, v.verdict, v.author, v.said_at
            from verdicts v
                     join photos p on p.photo_no = v.photo_no
                     join tags t on t.tag_no = v.tag_no
            """;

    /**
     * A verdict.
     *
     * @param photoNumber the catalog's short key, as embeddings have it
     * @param author who, where that was said
     */
    public record Said(
            long photoNumber,
            PhotoId photo,
            String taxonomy,
            String tagId,
            Verdict verdict,
            Optional<String> author,
            Instant at) {}

    private final DataSource dataSource;

    public VerdictStore(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** All about one photo, whether or not the tag is in the version in force. */
    public List<Said> ofPhoto(PhotoId photo) {
        return select("where p.photo_id = ? order by t.taxonomy, t.tag_id", photo.value());
    }

    /** All about one tag, the oldest first: what can be learned from. */
    public List<Said> ofTag(String taxonomy, String tagId) {
        return select("where t.taxonomy = ? and t.tag_id = ? order by v.said_at, v.photo_no", taxonomy, tagId);
    }

    /** All about one taxonomy's tags, by photo. */
    public List<Said> ofTaxonomy(String taxonomy) {
        return select("where t.taxonomy = ? order by v.photo_no, t.tag_id", taxonomy);
    }

    private List<Said> select(String condition, String... values) {
        return Transactions.ask(dataSource, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(SELECT + condition)) {
                for (int i = 0; i < values.length; i++) {
                    statement.setString(i + 1, values[i]);
                }
                List<Said> verdicts = new ArrayList<>();
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        verdicts.add(said(row));
                    }
                }
                return verdicts;
            }
        });
    }

    private static Said said(ResultSet row) throws SQLException {
        return new Said(
                row.getLong(1),
                new PhotoId(row.getString(2)),
                row.getString(3),
                row.getString(4),
                VerdictTable.verdict(row.getString(5)),
                Optional.ofNullable(row.getString(6)),
                row.getTimestamp(7).toInstant());
    }
}
