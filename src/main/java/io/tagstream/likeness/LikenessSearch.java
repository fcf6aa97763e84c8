package io.tagstream.likeness;

import io.tagstream.catalog.Transactions;
import io.tagstream.likeness.FingerprintTable.Batch;
import io.tagstream.likeness.Grouping.Pair;
import io.tagstream.likeness.MarkTable.Queued;
import io.tagstream.likeness.MarkTable.Seen;
import io.tagstream.likeness.PairTable.Ends;
import io.tagstream.search.NearestPhotos;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * Looks through the catalog, a batch at a time: finds who may be like the photos of the batch, compares, and writes pairs, groups and how
 * far it came in one transaction. So it may end at any moment. Used by the one thread that leads.
 */
public final class LikenessSearch {

    /** Photos at a time, of new ones and of those that are looked at again: with all they are compared to, 30 MB of 768 dimensions. */
    private static final int BATCH = 128;

    /** Photos are counted up to here. */
    private static final int MOST_COUNTED = 1_000_000;

    private final DataSource dataSource;
    private final LikenessSettings settings;
    private final LikenessObserver observer;
    private final NearestPhotos nearest;
    private Optional<Candidates> candidates = Optional.empty();

    /** Up to here, nothing will appear any more. */
    private long settled;

    /** What {@link #settled} will be once all transactions before that one have ended. */
    private Seen awaited = new Seen(0, 0, 0);

    public LikenessSearch(
            DataSource dataSource, NearestPhotos nearest, LikenessSettings settings, LikenessObserver observer) {
        this.dataSource = dataSource;
        this.nearest = nearest;
        this.settings = settings;
        this.observer = observer;
    }

    /** What is looked at in one go. */
    private record Work(int model, long mark, Batch fresh, List<Queued> queued, Map<Long, Fingerprint> again) {

        boolean isNothing() {
            return fresh.last() == mark && queued.isEmpty();
        }

        Set<Long> numbersOfFresh() {
            return fresh.photos().stream().map(Fingerprint::photo).collect(Collectors.toSet());
        }

        /** Those that are there; of one that is new and queued, both are the same. */
        List<Fingerprint> photos() {
            Set<Long> news = numbersOfFresh();
            return Stream.concat(
                            fresh.photos().stream(),
                            again.values().stream().filter(photo -> !news.contains(photo.photo())))
                    .toList();
        }
    }

    /**
     * Looks at one batch.
     *
     * @return whether there may be more to do at once
     * @throws io.tagstream.failure.Failure if the database is away
     */
    public boolean step() {
        Optional<Work> work = Transactions.call(dataSource, this::next);
        if (work.isEmpty() || work.get().isNothing()) {
            observer.backlog(0);
            return false;
        }
        long start = System.nanoTime();
        List<Fingerprint> photos = work.get().photos();
        Found found = compare(work.get(), photos);
        boolean moved = Transactions.call(dataSource, connection -> write(connection, work.get(), photos, found));
        if (!moved) {
            candidates = Optional.empty(); // somebody else looks as well: begin anew where the mark is
            return true;
        }
        observer.lookedAt(photos.size(), found.pairs.size(), System.nanoTime() - start);
        observer.backlog(backlog(work.get()));
        return true;
    }

    private Optional<Work> next(Connection connection) throws SQLException {
        OptionalInt model = MarkTable.modelInForce(connection);
        if (model.isEmpty()) {
            return Optional.empty();
        }
        int number = model.getAsInt();
        long mark = MarkTable.mark(connection, number);
        if (candidates.filter(one -> one.model() == number).isEmpty()) {
            candidates = Optional.of(Candidates.load(connection, number, mark, nearest, settings));
            settled = mark;
            awaited = new Seen(0, 0, 0);
        }
        settle(MarkTable.seen(connection, number));
        Batch fresh = settled > mark
                ? FingerprintTable.after(connection, number, mark, settled, BATCH)
                : new Batch(List.of(), mark);
        List<Queued> queued = MarkTable.queued(connection, BATCH);
        Map<Long, Fingerprint> again = FingerprintTable.of(
                connection, number, queued.stream().map(Queued::photo).toList());
        return Optional.of(new Work(number, mark, fresh, queued, again));
    }

    /**
     * Numbers are given before a transaction ends, so a lower one may be seen after a higher one. What was the highest is the end of what
     * is settled once every transaction has ended that had begun by then.
     */
    private void settle(Seen seen) {
        if (awaited.next() > 0 && seen.oldest() >= awaited.next()) {
            settled = Math.max(settled, awaited.highest());
            awaited = new Seen(0, 0, 0);
        }
        if (seen.oldest() == seen.next()) {
            settled = Math.max(settled, seen.highest());
        } else if (awaited.next() == 0 && seen.highest() > settled) {
            awaited = seen;
        }
    }

    /** Pairs that hold, and pairs that were written once and do not. */
    private record Found(List<Pair> pairs, List<Ends> wrong) {}

    private Found compare(Work work, List<Fingerprint> photos) {
        Candidates search = candidates.orElseThrow();
        Set<Ends> possible = new HashSet<>(search.of(dataSource, photos, work.numbersOfFresh()));
        Set<Ends> known = Transactions.ask(
                dataSource,
                connection -> PairTable.toVerify(
                        connection, photos.stream().map(Fingerprint::photo).toList()));
        possible.addAll(known);
        Map<Long, Fingerprint> facts = facts(work.model(), photos, possible);
        List<Pair> pairs = new ArrayList<>();
        List<Ends> wrong = new ArrayList<>();
        for (Ends ends : possible) {
            Optional<Pair> pair = Optional.ofNullable(facts.get(ends.a()))
                    .flatMap(a -> Optional.ofNullable(facts.get(ends.b())).flatMap(b -> pair(a, b)));
            if (pair.isPresent()) {
                pairs.add(pair.get());
            } else if (known.contains(ends)) {
                wrong.add(ends);
            }
        }
        return new Found(pairs, wrong);
    }

    private Map<Long, Fingerprint> facts(int model, List<Fingerprint> photos, Set<Ends> possible) {
        Set<Long> others = possible.stream()
                .flatMap(ends -> Stream.of(ends.a(), ends.b()))
                .collect(Collectors.toCollection(HashSet::new));
        photos.forEach(photo -> others.remove(photo.photo()));
        Map<Long, Fingerprint> facts =
                photos.stream().collect(Collectors.toMap(Fingerprint::photo, photo -> photo, (a, b) -> a));
        facts.putAll(Transactions.ask(dataSource, connection -> FingerprintTable.of(connection, model, others)));
        return facts;
    }

    private Optional<Pair> pair(Fingerprint a, Fingerprint b) {
        Evidence evidence = Evidence.of(a, b);
        Optional<Integer> distance = evidence.hashDistance().stream().boxed().findFirst();
        return settings.thresholds()
                .kind(evidence)
                .map(kind -> new Pair(a.photo(), b.photo(), kind, distance, evidence.cosine()));
    }

    private boolean write(Connection connection, Work work, List<Fingerprint> photos, Found found) throws SQLException {
        if (!MarkTable.move(connection, work.model(), work.mark(), work.fresh().last())) {
            return false;
        }
        Set<Long> touched = new HashSet<>();
        photos.forEach(photo -> touched.add(photo.photo()));
        work.queued().forEach(photo -> touched.add(photo.photo()));
        Set<Long> ends = new HashSet<>(touched);
        found.pairs.forEach(pair -> ends.addAll(List.of(pair.a(), pair.b())));
        Set<Long> held = PairTable.held(connection, work.model(), ends);
        PairTable.write(
                connection,
                work.model(),
                found.pairs.stream()
                        .filter(pair -> held.contains(pair.a()) && held.contains(pair.b()))
                        .toList());
        PairTable.delete(connection, found.wrong);
        found.wrong.forEach(pair -> touched.addAll(List.of(pair.a(), pair.b())));
        GroupTable.form(connection, work.model(), touched);
        if (!work.queued().isEmpty()) {
            GroupTable.removeEmpty(connection);
            MarkTable.done(connection, work.queued());
        }
        return true;
    }

    private double backlog(Work work) {
        return Transactions.ask(
                dataSource,
                connection ->
                        MarkTable.backlog(connection, work.model(), work.fresh().last(), MOST_COUNTED));
    }
}
