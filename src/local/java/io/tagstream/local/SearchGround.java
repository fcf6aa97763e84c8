package io.tagstream.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tagstream.catalog.EmbeddingForm;
import io.tagstream.catalog.ModelRegistry;
import io.tagstream.catalog.ReleaseStore;
import io.tagstream.catalog.Transactions;
import io.tagstream.local.ClusteredEmbeddings.Block;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.IntConsumer;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * A catalog to search: photos with owners, embeddings and tags. A tenth of the photos are one owner's and a hundredth another's, whatever
 * they show; a tenth and a hundredth have tags, which go by clusters, as tags do.
 */
final class SearchGround {

    static final String TENTH = "tenth";
    static final String HUNDREDTH = "hundredth";
    static final int TAG_OF_TENTH = 10;
    static final int TAG_OF_HUNDREDTH = 100;

    /** The model whose photos are indexed. */
    static final int MODEL = 1;

    /** One that no release uses, so nobody makes an index. */
    static final int UNINDEXED = 2;

    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0};

    private final DataSource dataSource;
    private final ClusteredEmbeddings made;
    private final EmbeddingForm form;

    /** Migrates the database, if it is new. */
    SearchGround(DataSource dataSource, ClusteredEmbeddings made) {
        this.dataSource = dataSource;
        this.made = made;
        Flyway.configure().dataSource(dataSource).load().migrate();
        this.form = new ReleaseStore(dataSource).embeddingForm();
        if (count("select count(*) from models") == 0) {
            new ModelRegistry(dataSource).register("made-up", "made-up", made.dimensions(), 100);
            new ModelRegistry(dataSource).register("unindexed", "unindexed", made.dimensions(), 100);
            execute("""
                    insert into taxonomy_versions (taxonomy, version, definition) values ('made-up', 'made-up', '');
                    insert into releases (name, taxonomy, version_no, model_no, state) values ('made-up', 'made-up', 1, 1, 'complete');
                    insert into event_logs (topic, topic_id, partition) values ('made-up', gen_random_uuid(), 0)
                    """);
        }
    }

    EmbeddingForm form() {
        return form;
    }

    /** Photos that were loaded. */
    long photos() {
        return count("select count(*) from embeddings where model_no = " + MODEL);
    }

    static String owner(long photo) {
        int remainder = (int) Math.floorMod((photo * 2_654_435_761L) >>> 9, 100L);
        return remainder == 0 ? HUNDREDTH : remainder <= 10 ? TENTH : "other-" + photo % 500;
    }

    /** The tag of a photo of a cluster, or 0. */
    static int tag(int cluster) {
        // Large clusters come first: these are a tenth and a hundredth of the photos, or nearly.
        return cluster % 10 == 3 ? TAG_OF_TENTH : cluster % 100 == 57 ? TAG_OF_HUNDREDTH : 0;
    }

    /** Adds photos, and says how many there are by now. */
    void load(int count, IntConsumer progress) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            for (int block = 0; block * ClusteredEmbeddings.BLOCK < count; block++) {
                Block made = this.made.block(block);
                long first = (long) block * ClusteredEmbeddings.BLOCK + 1;
                addPhotos(connection, first);
                addTags(connection, first, made.clusters());
                addEmbeddings(connection, "embeddings", first, MODEL, made.values());
                progress.accept((block + 1) * ClusteredEmbeddings.BLOCK);
            }
        }
        execute("vacuum analyze photos, photo_tags, embeddings");
    }

    /** Gives photos their tags that were stored without them, to see how fast that is. */
    void completeTags() throws SQLException {
        long tagged = count("select coalesce(max(photo_no), 0) from photo_tags") / ClusteredEmbeddings.BLOCK + 1;
        long all = photos();
        try (Connection connection = dataSource.getConnection()) {
            for (long block = tagged; block * ClusteredEmbeddings.BLOCK < all; block++) {
                addTags(
                        connection,
                        block * ClusteredEmbeddings.BLOCK + 1,
                        made.block((int) block).clusters());
            }
        }
        execute("vacuum analyze photos, photo_tags, embeddings");
    }

    /** Adds embeddings of photos that are there to the model that has no index. */
    void loadUnindexed(int count) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            for (int block = 0; block * ClusteredEmbeddings.BLOCK < count; block++) {
                long first = (long) block * ClusteredEmbeddings.BLOCK + 1;
                addEmbeddings(
                        connection,
                        "embeddings",
                        first,
                        UNINDEXED,
                        made.block(block).values());
            }
        }
        execute("vacuum analyze embeddings");
    }

    /** A block of photos without embeddings. */
    void addPhotos(Connection connection, long first) throws SQLException {
        StringBuilder rows = new StringBuilder();
        for (long photo = first; photo < first + ClusteredEmbeddings.BLOCK; photo++) {
            rows.append(
                    "photo-%1$d\tcatalogued\tfile:///%1$d.jpg\t%2$s\t\\\\x%1$064x\t100000\tJPEG\t4000\t3000\t1\t%1$d\t1\t%1$d\t2026-01-01\n"
                            .formatted(photo, owner(photo)));
        }
        copy(connection, """
                photos (photo_id, status, source_uri, owner, content_sha256, byte_size, format, width, height, orientation,
                        perceptual_hash, log_no, event_offset, event_at)""", rows);
    }

    private static void addTags(Connection connection, long first, int[] clusters) throws SQLException {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < clusters.length; i++) {
            if (tag(clusters[i]) > 0) {
                rows.append("%d\t1\t%d\tmodel\t0.2\t0.9\n".formatted(first + i, tag(clusters[i])));
            }
        }
        copy(connection, "photo_tags (photo_no, release_no, tag_no, origin, score, confidence)", rows);
    }

    private static void copy(Connection connection, String into, CharSequence rows) throws SQLException {
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn("copy " + into + " from stdin");
        byte[] bytes = rows.toString().getBytes(UTF_8);
        copy.writeToCopy(bytes, 0, bytes.length);
        copy.endCopy();
    }

    /** In one statement, whatever the table. */
    void addEmbeddings(Connection connection, String table, long first, int model, float[] values) throws SQLException {
        int dimensions = made.dimensions();
        int count = values.length / dimensions;
        ByteBuffer rows = ByteBuffer.allocate(64 + count * (64 + EmbeddingField.bytes(dimensions)));
        rows.put(SIGNATURE).putInt(0).putInt(0);
        for (int row = 0; row < count; row++) {
            rows.putShort((short) 3).putInt(Long.BYTES).putLong(first + row);
            rows.putInt(Integer.BYTES).putInt(model);
            EmbeddingField.put(rows, form, values, row * dimensions, dimensions);
        }
        rows.putShort((short) -1);
        CopyIn copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("copy " + table + " (photo_no, model_no, embedding) from stdin (format binary)");
        copy.writeToCopy(rows.array(), 0, rows.position());
        copy.endCopy();
    }

    void execute(String sql) {
        Transactions.ask(dataSource, connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.execute(sql);
            }
        });
    }

    long count(String sql) {
        return Transactions.ask(dataSource, connection -> {
            try (Statement statement = connection.createStatement();
                    var row = statement.executeQuery(sql)) {
                row.next();
                return row.getLong(1);
            }
        });
    }
}
