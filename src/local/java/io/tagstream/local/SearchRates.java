package io.tagstream.local;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/** How many embeddings a second can be stored, in transactions as large as a worker's batches and by its statement. */
final class SearchRates {

    /** A batch of a worker. */
    private static final int BATCH = 64;

    private final DataSource dataSource;
    private final ClusteredEmbeddings made;
    private final SearchGround ground;
    private final AtomicLong block;

    SearchRates(DataSource dataSource, ClusteredEmbeddings made, SearchGround ground) {
        this.dataSource = dataSource;
        this.made = made;
        this.ground = ground;
        this.block = new AtomicLong(
                ground.count("select coalesce(max(photo_no), 0) from photos") / ClusteredEmbeddings.BLOCK);
    }

    /**
     * Stores embeddings of new photos for some time.
     *
     * @return embeddings a second; photos are stored before, and do not count
     */
    double perSecond(String table, int connections, Duration time) throws SQLException {
        AtomicLong stored = new AtomicLong();
        AtomicLong busy = new AtomicLong();
        long end = System.nanoTime() + time.toNanos();
        try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
            List<Callable<Void>> tasks = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                tasks.add(() -> {
                    store(table, end, stored, busy);
                    return null;
                });
            }
            for (Future<Void> task : threads.invokeAll(tasks)) {
                task.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new SQLException(e);
        }
        return stored.get() / (busy.get() / 1e9 / connections);
    }

    private void store(String table, long end, AtomicLong stored, AtomicLong busy) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            while (System.nanoTime() < end) {
                int number = photos(connection);
                long first = (long) number * ClusteredEmbeddings.BLOCK + 1;
                float[] values = made.block(number).values();
                connection.setAutoCommit(false);
                for (int row = 0; row < ClusteredEmbeddings.BLOCK; row += BATCH) {
                    int count = Math.min(BATCH, ClusteredEmbeddings.BLOCK - row);
                    long start = System.nanoTime();
                    insert(connection, table, first + row, count, values, row * made.dimensions());
                    connection.commit();
                    busy.addAndGet(System.nanoTime() - start);
                    stored.addAndGet(count);
                }
                connection.setAutoCommit(true);
            }
        }
    }

    /** Adds a block of them, whose numbers are as they come: so nobody else does at the same time. */
    private synchronized int photos(Connection connection) throws SQLException {
        int number = (int) block.getAndIncrement();
        ground.addPhotos(connection, (long) number * ClusteredEmbeddings.BLOCK + 1);
        return number;
    }

    /** As the catalog does it. */
    private void insert(Connection connection, String table, long first, int count, float[] values, int offset)
            throws SQLException {
        float[] batch = Arrays.copyOfRange(values, offset, offset + count * made.dimensions());
        try (PreparedStatement statement = connection.prepareStatement("""
                insert into %s (photo_no, model_no, embedding)
                select ? + row - 1, 1, (vectors.floats)[(row - 1) * dimensions + 1 : row * dimensions]::halfvec
                from (select ?::float4[] as floats, ?::int4 as dimensions) as vectors, generate_series(1, ?) as row
                """.formatted(table))) {
            statement.setLong(1, first);
            statement.setArray(2, connection.unwrap(PGConnection.class).createArrayOf("float4", batch));
            statement.setInt(3, made.dimensions());
            statement.setInt(4, count);
            statement.executeUpdate();
        }
    }

    /** A table with an index over all, into which every insert goes, as it would be without segments. */
    void makePlain(int photos, int links, int candidates) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    drop table if exists plain;
                    create table plain (photo_no bigint, model_no integer, embedding halfvec not null);
                    alter table plain alter column embedding set storage plain
                    """);
            for (int number = 0; number * ClusteredEmbeddings.BLOCK < photos; number++) {
                ground.addEmbeddings(
                        connection, "plain", 1, 1, made.block(number).values());
            }
            statement.execute("set maintenance_work_mem = '1GB'; set max_parallel_maintenance_workers = 1");
            statement.execute(
                    "create index on plain using hnsw ((embedding::halfvec(%d)) halfvec_ip_ops) with (m = %d, ef_construction = %d)"
                            .formatted(made.dimensions(), links, candidates));
        }
    }
}
