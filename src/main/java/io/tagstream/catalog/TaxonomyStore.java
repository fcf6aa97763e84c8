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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** Taxonomy versions in the catalog: stored once, never changed; one of each taxonomy is active. */
public final class TaxonomyStore {

    private static final String VERSION = """
            insert into taxonomy_versions (taxonomy, version, definition) values (?, ?, ?)
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
    private static final String ACTIVATE = """
            insert into taxonomies (taxonomy, active_version_no)
            select taxonomy, version_no from taxonomy_versions where taxonomy = ? and version = ?
            on conflict (taxonomy) do update set active_version_no = excluded.active_version_no, activated_at = now()
            where taxonomies.active_version_no <> excluded.active_version_no
            """;
    private static final String ACTIVE = """
            select definition from taxonomies x join taxonomy_versions v on v.version_no = x.active_version_no
            order by x.activated_at desc limit 1
            """;

    private record Row(Facet facet, Tag tag) {}

    private final DataSource dataSource;

    public TaxonomyStore(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Stores the taxonomy if this version of it is new, and makes it the one in force. */
    public TaxonomyVersion activate(Taxonomy taxonomy) {
        TaxonomyVersion version = TaxonomyVersion.of(taxonomy);
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                lock(connection);
                Optional<Integer> number = insertVersion(connection, taxonomy, version);
                if (number.isPresent()) {
                    insertTags(connection, taxonomy, number.get());
                }
                execute(connection, ACTIVATE, taxonomy.name(), version.hash());
                connection.commit();
                return version;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        } catch (SQLException e) {
            throw SqlFailures.of(e);
        }
    }

    /** The taxonomy that was made active last, if there is any. */
    public Optional<Taxonomy> active() {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(ACTIVE)) {
            if (!result.next()) {
                return Optional.empty();
            }
            byte[] yaml = result.getString(1).getBytes(StandardCharsets.UTF_8);
            return Optional.of(TaxonomyYaml.read("the catalog's active taxonomy", yaml));
        } catch (SQLException e) {
            throw SqlFailures.of(e);
        }
    }

    /** Two workers that start together with a new version must not both write its tags. */
    private static void lock(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("select pg_advisory_xact_lock" + AdvisoryLock.TAXONOMY_CHANGE.arguments());
        }
    }

    private static Optional<Integer> insertVersion(Connection connection, Taxonomy taxonomy, TaxonomyVersion version)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(VERSION)) {
            statement.setString(1, taxonomy.name());
            statement.setString(2, version.hash());
            statement.setString(3, TaxonomyYaml.write(taxonomy));
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
        execute(connection, ANCESTORS, number, number, number);
    }

    private static void execute(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            Columns columns = new Columns(statement);
            for (Object value : values) {
                columns.value(value);
            }
            statement.executeUpdate();
        }
    }
}
