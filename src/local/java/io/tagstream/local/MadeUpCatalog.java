package io.tagstream.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tagstream.catalog.EmbeddingForm;
import io.tagstream.catalog.ModelRegistry;
import io.tagstream.catalog.ReleaseStore;
import io.tagstream.catalog.Transactions;
import io.tagstream.catalog.VersionStore;
import io.tagstream.clip.Embedding;
import io.tagstream.tagging.ReleaseId;
import io.tagstream.taxonomy.LabelMatrix;
import io.tagstream.taxonomy.Taxonomy;
import io.tagstream.taxonomy.TaxonomyVersion;
import io.tagstream.taxonomy.TaxonomyYaml;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** A catalog of made-up photos in a database of its own, with two versions of a taxonomy: for benchmarks and tests. */
public final class MadeUpCatalog {

    public static final String MODEL = "made-up";

    private static final double LOGIT_SCALE = 100;
    private static final int BLOCK = 1_000;
    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0};

    private final DataSource dataSource;
    private final MadeUpPhotos photos;

    /** Migrates an empty database. */
    public MadeUpCatalog(DataSource dataSource, MadeUpPhotos photos) {
        this.dataSource = dataSource;
        this.photos = photos;
        Flyway.configure().dataSource(dataSource).load().migrate();
        new ModelRegistry(dataSource).register(MODEL, MODEL, photos.dimensions(), LOGIT_SCALE);
    }

    /** Adds photos with embeddings and without tags, and has PostgreSQL look at them. */
    public void fill(int count) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "insert into event_logs (topic, topic_id, partition) values ('made-up', gen_random_uuid(), 0)");
            statement.execute("""
                    insert into photos (photo_id, status, source_uri, content_sha256, byte_size, format, width, height, orientation,
                                        perceptual_hash, log_no, event_offset, event_at)
                    select 'photo-' || i, 'catalogued', 'file:///photos/' || i || '.jpg', sha256(i::text::bytea), 100000, 'JPEG',
                           4000, 3000, 1, i, (select log_no from event_logs), i, now()
                    from generate_series(1, %d) as i
                    """.formatted(count));
            CopyIn copy = connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("copy embeddings (photo_no, model_no, embedding) from stdin (format binary)");
            ByteBuffer head = ByteBuffer.allocate(SIGNATURE.length + 2 * Integer.BYTES);
            copy.writeToCopy(head.put(SIGNATURE).array(), 0, head.capacity());
            for (int first = 1; first <= count; first += BLOCK) {
                write(copy, first, Math.min(BLOCK, count + 1 - first));
            }
            copy.writeToCopy(new byte[] {-1, -1}, 0, Short.BYTES);
            copy.endCopy();
            statement.execute("vacuum analyze photos, embeddings");
        }
    }

    private void write(CopyIn copy, int firstPhoto, int count) throws SQLException {
        EmbeddingForm form = new ReleaseStore(dataSource).embeddingForm();
        int dimensions = photos.dimensions();
        float[] embeddings = photos.next(count);
        ByteBuffer rows = ByteBuffer.allocate(count * (64 + EmbeddingField.bytes(dimensions)));
        for (int row = 0; row < count; row++) {
            rows.putShort((short) 3).putInt(Long.BYTES).putLong(firstPhoto + row);
            rows.putInt(Integer.BYTES).putInt(1);
            EmbeddingField.put(rows, form, embeddings, row * dimensions, dimensions);
        }
        copy.writeToCopy(rows.array(), 0, rows.position());
    }

    /** Makes the first version the one in force, which nothing is tagged for yet. */
    public ReleaseId begin() {
        ReleaseId id = id(taxonomy(List.of()));
        int release = new ReleaseStore(dataSource).activeOr(id).number();
        new ReleaseStore(dataSource).putLabels(release, labels(List.of()));
        return id;
    }

    /**
     * Publishes a version in which tags have changed places.
     *
     * @param exchanges as {@link MadeUpPhotos#exchanges} gives them
     */
    public ReleaseId publish(List<int[]> exchanges) {
        return id(taxonomy(exchanges));
    }

    /** Its labels, as a model would have compiled them: float32, [rows, dimensions]. */
    public float[] labels(List<int[]> exchanges) {
        return LabelMatrix.compile(taxonomy(exchanges), MODEL, prompts -> prompts.stream()
                        .map(this::embedding)
                        .toList())
                .rows();
    }

    /** Of {@code a photo of thing 7}, or of nothing in particular. */
    private Embedding embedding(String prompt) {
        String last = prompt.substring(prompt.lastIndexOf(' ') + 1);
        return new Embedding(last.equals("photo") ? photos.background() : photos.label(Integer.parseInt(last)));
    }

    private ReleaseId id(Taxonomy taxonomy) {
        TaxonomyVersion version = new VersionStore(dataSource)
                .store(taxonomy, Optional.empty(), Optional.empty())
                .version();
        return new ReleaseId(version, MODEL, Optional.empty());
    }

    private static Map<Integer, Integer> places(List<int[]> exchanges) {
        Map<Integer, Integer> places = new HashMap<>();
        exchanges.forEach(pair -> {
            places.put(pair[0], pair[1]);
            places.put(pair[1], pair[0]);
        });
        return places;
    }

    private Taxonomy taxonomy(List<int[]> exchanges) {
        Map<Integer, Integer> places = places(exchanges);
        int perFacet = photos.tags() / MadeUpPhotos.FACETS;
        StringBuilder yaml = new StringBuilder("name: made-up\nbackground: [a photo]\nfacets:\n");
        for (int facet = 0; facet < MadeUpPhotos.FACETS; facet++) {
            yaml.append(
                    "  - id: f%d\n    kind: %s\n    tags:\n".formatted(facet, facet % 2 == 0 ? "one-of" : "any-of"));
            for (int tag = facet * perFacet; tag < (facet + 1) * perFacet; tag++) {
                yaml.append("      - {id: t%d, words: [thing %d]}\n".formatted(tag, places.getOrDefault(tag, tag)));
            }
        }
        return TaxonomyYaml.read("the made-up taxonomy", yaml.toString().getBytes(UTF_8));
    }

    /** Rows of a table, for what has to be counted. */
    public long count(String sql) {
        return Transactions.ask(dataSource, connection -> {
            try (Statement statement = connection.createStatement();
                    var result = statement.executeQuery(sql)) {
                result.next();
                return result.getLong(1);
            }
        });
    }
}
