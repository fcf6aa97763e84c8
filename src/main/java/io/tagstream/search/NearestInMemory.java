package io.tagstream.search;

import io.tagstream.search.Page.Entry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongPredicate;
import javax.sql.DataSource;

/**
 * Finds photos without pgvector, by comparing all. Embeddings are kept here up to a bound, those of the model that was asked for last; the
 * rest is read for each question. What was found is looked up before it is told, since photos change.
 */
final class NearestInMemory implements NearestPhotos {

    /** How often is looked whether what is kept has gone stale. */
    private static final long LOOK = Duration.ofMinutes(1).toNanos();

    /** Photos that are looked up at a time: few at first, since mostly the first ones will do. */
    private static final int FEWEST = 64;

    private static final int MOST = 8_192;

    /** Which of these embeddings are there, of catalogued photos that fulfil the condition. */
    private static final String LOOK_UP = """
            select e.embedding_no
            from unnest(?::int8[]) as found (embedding_no)
                     join embeddings e on e.model_no = ? and e.embedding_no = found.embedding_no
                     join photos p on p.photo_no = e.photo_no and p.status = 'catalogued' and (CONDITION)
            """;

    private final DataSource dataSource;
    private final SearchSettings settings;
    private final ReentrantLock lock = new ReentrantLock();
    private Optional<Kept> kept = Optional.empty();

    private record Kept(int model, ModelCache cache, long lookedAt) {}

    NearestInMemory(DataSource dataSource, SearchSettings settings) {
        this.dataSource = dataSource;
        this.settings = settings;
    }

    @Override
    public Answer nearest(Question question) {
        return Snapshots.ask(dataSource, connection -> {
            ModelCache.View view = view(connection, question.model());
            Page page = new Page(question);
            long compared = 0;
            if (!view.complete()) {
                compared += compareOthers(connection, question, view, page);
            }
            compared += compareKept(connection, question, view, page);
            return new Answer(page.hits(), Way.EXACT, compared, true);
        });
    }

    private ModelCache.View view(Connection connection, int model) throws SQLException {
        lock.lock();
        try {
            ModelCache cache = cache(connection, model);
            return cache.refreshed(connection);
        } finally {
            lock.unlock();
        }
    }

    private ModelCache cache(Connection connection, int model) throws SQLException {
        long now = System.nanoTime();
        Optional<Kept> ofModel = kept.filter(one -> one.model == model);
        if (ofModel.isPresent() && now - ofModel.get().lookedAt < LOOK) {
            return ofModel.get().cache;
        }
        boolean good = ofModel.isPresent() && !ofModel.get().cache.isStale(connection);
        ModelCache cache = good ? ofModel.get().cache : new ModelCache(model, settings.memory());
        kept = Optional.of(new Kept(model, cache, now));
        return cache;
    }

    /** Reads what there is no room for; PostgreSQL leaves out what does not fulfil the condition. */
    private static long compareOthers(Connection connection, Question question, ModelCache.View view, Page page)
            throws SQLException {
        long compared = 0;
        float[] point = question.point().values();
        try (EmbeddingStream stream = new EmbeddingStream(
                connection, question.model(), view.dimensions(), view.known(), question.condition())) {
            Rows rows;
            do {
                rows = stream.next(EmbeddingBlock.ROWS);
                EmbeddingBlock block = EmbeddingBlock.passing(rows);
                block.offer(block.with(point), page, photo -> true);
                compared += rows.count();
            } while (rows.count() == EmbeddingBlock.ROWS);
        }
        return compared;
    }

    private long compareKept(Connection connection, Question question, ModelCache.View view, Page page)
            throws SQLException {
        List<EmbeddingBlock> blocks = view.blocks();
        float[] point = question.point().values();
        List<float[]> cosines = blocks.stream().map(block -> block.with(point)).toList();
        LongPredicate isAskedFor = askedFor(connection, question.condition());
        int count = Math.clamp(2L * question.limit(), FEWEST, MOST);
        Optional<Entry> last = Optional.empty();
        while (last.isEmpty() || !page.isSettledBy(last.get())) {
            Page next = new Page(count, last.or(() -> Page.entryOf(question.after())), question.floor());
            for (int i = 0; i < blocks.size(); i++) {
                blocks.get(i).offer(cosines.get(i), next, isAskedFor);
            }
            List<Entry> found = next.entries();
            offerThoseThatAreThere(connection, question, blocks, found, page);
            if (found.size() < count) {
                break;
            }
            last = Optional.of(found.getLast());
            count = Math.min(2 * count, MOST);
        }
        return cosines.stream().mapToLong(ofBlock -> ofBlock.length).sum();
    }

    /** A condition that few fulfil would have nearly all looked up in vain. */
    private LongPredicate askedFor(Connection connection, Condition condition) throws SQLException {
        if (!condition.restricts()) {
            return photo -> true;
        }
        Optional<long[]> few = Conditions.few(connection, condition, settings.exactPhotos());
        if (few.isEmpty()) {
            return photo -> true;
        }
        long[] sorted = few.get();
        Arrays.sort(sorted);
        return photo -> Arrays.binarySearch(sorted, photo) >= 0;
    }

    private static void offerThoseThatAreThere(
            Connection connection, Question question, List<EmbeddingBlock> blocks, List<Entry> found, Page page)
            throws SQLException {
        Set<Long> there = there(connection, question, found);
        for (Entry entry : found) {
            if (there.contains(entry.embedding())) {
                page.offer(entry.hit(), entry.embedding());
            } else if (!question.condition().restricts()) {
                blocks.forEach(block -> block.forget(entry.embedding()));
            }
        }
    }

    private static Set<Long> there(Connection connection, Question question, List<Entry> found) throws SQLException {
        String sql = LOOK_UP.replace("CONDITION", question.condition().sql());
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            new Values(statement)
                    .value(found.stream().mapToLong(Entry::embedding).toArray())
                    .value(question.model())
                    .all(question.condition().values());
            Set<Long> there = HashSet.newHashSet(found.size());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    there.add(row.getLong(1));
                }
            }
            return there;
        }
    }
}
