package io.tagstream.catalog;

import io.tagstream.taxonomy.Facet;
import io.tagstream.taxonomy.Tag;
import io.tagstream.taxonomy.Taxonomy;
import io.tagstream.taxonomy.TaxonomyVersion;
import io.tagstream.taxonomy.TaxonomyYaml;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** Versions of taxonomies: stored once, never changed, named by their content. Which is in force, releases say. */
public final class VersionStore {

    private static final String VERSION = """
            insert into taxonomy_versions (taxonomy, version, definition, author, note) values (?, ?, ?, ?, ?)
            on conflict (taxonomy, version) do nothing returning version_no
            """;
    private static final String TAGS = """
            insert into tags (taxonomy, tag_id) select ?, tag_id from unnest(?::text[]) as batch (tag_id)
            on conflict (taxonomy, tag_id) do nothing
            """;
    private static final String TAXONOMY_TAGS = """
            insert into taxonomy_tags (version_no, tag_no, facet_id, name, description, parent_no)
            select ?, t.tag_no, facet_id, name, nullif(description, ''), parent.tag_no
            from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
                     as batch (tag_id, facet_id, name, description, parent_id)
                     join tags t on t.taxonomy = ? and t.tag_id = batch.tag_id
                     left join tags parent on parent.taxonomy = t.taxonomy and parent.tag_id = batch.parent_id
            """;
    private static final String ANCESTORS = """
            with recursive up (tag_no, ancestor_no, distance) as (
                select tag_no, tag_no, 0 from taxonomy_tags where version_no = ?
                union all
                select up.tag_no, tt.parent_no, up.distance + 1
                from up join taxonomy_tags tt on tt.version_no = ? and tt.tag_no = up.ancestor_no
                where tt.parent_no is not null)
            insert into tag_ancestors (version_no, tag_no, ancestor_no, distance)
            select ?, tag_no, ancestor_no, distance from up
            """;
    private static final String SELECT =
            "select version_no, taxonomy, version, author, note, created_at from taxonomy_versions ";
    private static final String DEFINITION = "select definition from taxonomy_versions where version = ?";

    /**
     * A version without its content.
     *
     * @param number the catalog's short key
     * @param author who published it, where that was said
     * @param note why, where that was said
     */
    public record StoredVersion(
            int number,
            String taxonomy,
            TaxonomyVersion version,
            Optional<String> author,
            Optional<String> note,
            Instant createdAt) {}

    private record Row(Facet facet, Tag tag) {}

    private final DataSource dataSource;

    public VersionStore(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Stores the taxonomy if this version of it is new; else author and note stay what they were. */
    public StoredVersion store(Taxonomy taxonomy, Optional<String> author, Optional<String> note) {
        TaxonomyVersion version = TaxonomyVersion.of(taxonomy);
        return Transactions.call(dataSource, connection -> {
            lock(connection);
            Optional<Integer> number = insertVersion(connection, taxonomy, version, author, note);
            if (number.isPresent()) {
                insertTags(connection, taxonomy, number.get());
            }
            return select(connection, "where version = ?", version.hash()).getFirst();
        });
    }

    /** Those of one taxonomy, the newest first. */
    public List<StoredVersion> list(String taxonomy) {
        return Transactions.ask(
                dataSource, connection -> select(connection, "where taxonomy = ? order by version_no desc", taxonomy));
    }

    /** All of them, the newest first. */
    public List<StoredVersion> list() {
        return Transactions.ask(dataSource, connection -> select(connection, "order by version_no desc"));
    }

    /** Those whose hash begins so: none, one, or a choice. */
    public List<StoredVersion> named(String prefix) {
        return Transactions.ask(
                dataSource,
                connection -> select(connection, "where starts_with(version, ?) order by version_no", prefix));
    }

    /** The content of a version. */
    public Optional<Taxonomy> read(TaxonomyVersion version) {
        return Transactions.ask(dataSource, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(DEFINITION)) {
                statement.setString(1, version.hash());
                try (ResultSet result = statement.executeQuery()) {
                    return result.next() ? Optional.of(taxonomy(version, result.getString(1))) : Optional.empty();
                }
            }
        });
    }

    private static Taxonomy taxonomy(TaxonomyVersion version, String yaml) {
        return TaxonomyYaml.read(
                "version " + version.shortForm() + " in the catalog", yaml.getBytes(StandardCharsets.UTF_8));
    }

    private static List<StoredVersion> select(Connection connection, String condition, String... values)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SELECT + condition)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            List<StoredVersion> versions = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    versions.add(new StoredVersion(
                            row.getInt(1),
                            row.getString(2),
                            new TaxonomyVersion(row.getString(3)),
                            Optional.ofNullable(row.getString(4)),
                            Optional.ofNullable(row.getString(5)),
                            row.getTimestamp(6).toInstant()));
                }
            }
            return versions;
        }
    }

    /** Two workers that start together with a new version must not both write its tags. */
    private static void lock(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("select pg_advisory_xact_lock" + AdvisoryLock.TAXONOMY_CHANGE.arguments());
        }
    }

    private static Optional<Integer> insertVersion(
            Connection connection,
            Taxonomy taxonomy,
            TaxonomyVersion version,
            Optional<String> author,
            Optional<String> note)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(VERSION)) {
            statement.setString(1, taxonomy.name());
            statement.setString(2, version.hash());
            statement.setString(3, TaxonomyYaml.write(taxonomy));
            statement.setString(4, author.orElse(null));
            statement.setString(5, note.orElse(null));
            try (ResultSet result = statement.executeQuery()) {
                return result.next() ? Optional.of(result.getInt(1)) : Optional.empty();
            }
        }
    }

    private static void insertTags(Connection connection, Taxonomy taxonomy, int number) throws SQLException {
        List<Row> rows = new ArrayList<>();
        taxonomy.facets().forEach(facet -> facet.tags().forEach(tag -> rows.add(new Row(facet, tag))));
        try (PreparedStatement statement = connection.prepareStatement(TAGS)) {
            new Columns(statement).value(taxonomy.name()).column("text", rows, row -> row.tag()
                    .id());
            statement.executeUpdate();
        }
        try (PreparedStatement statement = connection.prepareStatement(TAXONOMY_TAGS)) {
            new Columns(statement)
                    .value(number)
                    .column("text", rows, row -> row.tag().id())
                    .column("text", rows, row -> row.facet().id())
                    .column("text", rows, row -> row.tag().name())
                    .column("text", rows, row -> row.tag().description())
                    .column("text", rows, row -> row.tag().parent().orElse(null))
                    .value(taxonomy.name());
            statement.executeUpdate();
        }
        try (PreparedStatement statement = connection.prepareStatement(ANCESTORS)) {
            new Columns(statement).value(number).value(number).value(number);
            statement.executeUpdate();
        }
    }
}
